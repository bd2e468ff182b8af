"""One file or folder a kind of finding; they never import each other."""
