"""Pictures made of pixels or of weights: one, in rows, in equations and in questions."""

from nnviz.mobjects.images.digit_image import DigitImage, PixelImage
from nnviz.mobjects.images.image_strip import ImageStrip
from nnviz.mobjects.images.number_field import NumberField
from nnviz.mobjects.images.picture_equation import PictureEquation
from nnviz.mobjects.images.pixel_grid import READABLE_PITCH, PixelGrid
from nnviz.mobjects.images.question_card import QuestionCard
from nnviz.mobjects.images.weight_image import WeightImage, WeightKey

__all__ = [
    "READABLE_PITCH",
    "DigitImage",
    "ImageStrip",
    "NumberField",
    "PictureEquation",
    "PixelGrid",
    "PixelImage",
    "QuestionCard",
    "WeightImage",
    "WeightKey",
]
