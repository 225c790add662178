"""``python -m nnviz.cli`` is ``nnviz``."""

from nnviz.cli import main

main()
