"""What every test needs, the examples in docstrings too."""

import logging

# Manim reports each formula that it compiles; an example would take the lines for its output.
logging.getLogger("manim").addFilter(lambda record: record.levelno >= logging.WARNING)
