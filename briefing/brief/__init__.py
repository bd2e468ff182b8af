"""From findings to one Brief: the focus, the choice, the comparison with the last edition, JSON and proof."""
