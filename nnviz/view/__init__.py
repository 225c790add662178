"""What to show, with no drawing library: colours, places, sizes and times as plain numbers."""

from nnviz.view.frame import (
    FRAMES,
    SQUARE,
    TALL,
    WIDE,
    Frame,
    frame_for,
    frame_named,
    frame_shape,
    pixels_for,
)
from nnviz.view.timing import balanced_lines, caption_lines, reading_time

__all__ = [
    "FRAMES",
    "SQUARE",
    "TALL",
    "WIDE",
    "Frame",
    "balanced_lines",
    "caption_lines",
    "frame_for",
    "frame_named",
    "frame_shape",
    "pixels_for",
    "reading_time",
]
