"""What is drawn: each mobject is built from a view, and finished when it is constructed."""

from nnviz.mobjects.batch import BatchMobject, ConnectionBatch, NeuronBatch, forget_rasters
from nnviz.mobjects.images import (
    READABLE_PITCH,
    DigitImage,
    ImageStrip,
    NumberField,
    PictureEquation,
    PixelGrid,
    PixelImage,
    QuestionCard,
    WeightImage,
    WeightKey,
)
from nnviz.mobjects.network import NetworkMobject, Neuron, OutputBars, SignKey, output_words
from nnviz.mobjects.plot import NumberAxis, PlotAxes, PlotCurve, PlotFunction, PlotPoint
from nnviz.mobjects.text import (
    MIN_FONT_SIZE,
    CodeListing,
    Maths,
    NumberLabel,
    NumberMatrix,
    TermSum,
    Words,
)

__all__ = [
    "MIN_FONT_SIZE",
    "READABLE_PITCH",
    "BatchMobject",
    "CodeListing",
    "ConnectionBatch",
    "DigitImage",
    "ImageStrip",
    "Maths",
    "NetworkMobject",
    "Neuron",
    "NeuronBatch",
    "NumberAxis",
    "NumberField",
    "NumberLabel",
    "NumberMatrix",
    "OutputBars",
    "PictureEquation",
    "PixelGrid",
    "PixelImage",
    "PlotAxes",
    "PlotCurve",
    "PlotFunction",
    "PlotPoint",
    "QuestionCard",
    "SignKey",
    "TermSum",
    "WeightImage",
    "WeightKey",
    "Words",
    "forget_rasters",
    "output_words",
]
