"""What to show, with no drawing library: colours, places, sizes and times as plain numbers."""

from nnviz.view.color import contrast_ratio, luminance, mix, rgb
from nnviz.view.encoding import (
    activation_opacity,
    activation_scale,
    neuron_colors,
    relative_size,
    sign_colors,
    text_on_opacity,
    weight_image,
)
from nnviz.view.figures import digit_figure, forward_figure, network_figure
from nnviz.view.figures_numbers import sigmoid_figure, weights_figure
from nnviz.view.figures_reading import calibration_figure, worth_figure
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
from nnviz.view.layout import LayerLayout, NetworkLayout
from nnviz.view.policy import content_security_policy
from nnviz.view.selection import NeuronSelection
from nnviz.view.style import STYLE, Style
from nnviz.view.terms import WeightedTerms
from nnviz.view.theme import COLORBLIND, DARK, LIGHT, THEMES, Theme, theme_named
from nnviz.view.ticks import decimals_of, nice_ticks, round_reach
from nnviz.view.timing import (
    READING_SPEED,
    balanced_lines,
    caption_cues,
    caption_lines,
    reading_time,
    split_words,
)
from nnviz.view.typeface import FONT_FOLDER, check_glyphs, typst_fonts
from nnviz.view.vector import VectorFigure

__all__ = [
    "COLORBLIND",
    "DARK",
    "FONT_FOLDER",
    "FRAMES",
    "LIGHT",
    "READING_SPEED",
    "SQUARE",
    "STYLE",
    "TALL",
    "THEMES",
    "WIDE",
    "Frame",
    "LayerLayout",
    "NetworkLayout",
    "NeuronSelection",
    "Style",
    "Theme",
    "VectorFigure",
    "WeightedTerms",
    "activation_opacity",
    "activation_scale",
    "balanced_lines",
    "calibration_figure",
    "caption_cues",
    "caption_lines",
    "check_glyphs",
    "content_security_policy",
    "contrast_ratio",
    "decimals_of",
    "digit_figure",
    "forward_figure",
    "frame_for",
    "frame_named",
    "frame_shape",
    "luminance",
    "mix",
    "network_figure",
    "neuron_colors",
    "nice_ticks",
    "pixels_for",
    "reading_time",
    "relative_size",
    "rgb",
    "round_reach",
    "sigmoid_figure",
    "sign_colors",
    "split_words",
    "text_on_opacity",
    "theme_named",
    "typst_fonts",
    "weight_image",
    "weights_figure",
    "worth_figure",
]
