"""Axes, curves and points of a plot."""

from nnviz.mobjects.plot.axes import PlotAxes, PlotCurve, PlotFunction, PlotPoint
from nnviz.mobjects.plot.number_axis import NumberAxis

__all__ = [
    "NumberAxis",
    "PlotAxes",
    "PlotCurve",
    "PlotFunction",
    "PlotPoint",
]
