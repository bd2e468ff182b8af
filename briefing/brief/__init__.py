"""From findings to one Brief: the focus, the choice, the comparison with the edition before, JSON and proof."""
