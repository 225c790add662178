"""Pictures of digits drawn by a program: a test of preprocessing that needs no camera."""

from nnviz.data.drawing.hard import HARD_KINDS, hard_pictures
from nnviz.data.drawing.pictures import DrawnPicture, drawn_pictures
from nnviz.data.drawing.strokes import draw_strokes

__all__ = ["HARD_KINDS", "DrawnPicture", "draw_strokes", "drawn_pictures", "hard_pictures"]
