"""What is drawn: each mobject is built from a view, and finished when it is constructed."""

from nnviz.mobjects.batch import ConnectionBatch, NeuronBatch
from nnviz.mobjects.curve import PlotAxes, PlotCurve, PlotPoint
from nnviz.mobjects.digit import DigitImage
from nnviz.mobjects.image_strip import ImageStrip
from nnviz.mobjects.matrix import NumberMatrix
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.neuron import Neuron
from nnviz.mobjects.output_bars import OutputBars
from nnviz.mobjects.pixel_grid import PixelGrid
from nnviz.mobjects.question import QuestionCard
from nnviz.mobjects.sign_key import SignKey
from nnviz.mobjects.terms import TermSum
from nnviz.mobjects.text import Maths, NumberLabel, Words
from nnviz.mobjects.weight_image import WeightImage, WeightKey

__all__ = [
    "ConnectionBatch",
    "DigitImage",
    "ImageStrip",
    "Maths",
    "NetworkMobject",
    "Neuron",
    "NeuronBatch",
    "NumberLabel",
    "NumberMatrix",
    "OutputBars",
    "PixelGrid",
    "PlotAxes",
    "PlotCurve",
    "PlotPoint",
    "QuestionCard",
    "SignKey",
    "TermSum",
    "WeightImage",
    "WeightKey",
    "Words",
]
