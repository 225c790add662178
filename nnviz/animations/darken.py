"""The lights of a pass go out, to make room for the next one."""

from typing import Any

import numpy as np
from manim import AnimationGroup

from nnviz.mobjects import NetworkMobject

__all__ = ["Darken"]


class Darken(AnimationGroup):
    """Let every connection and every neuron after the input go dark, together.

    Play it beside `FeedInput` when the next image comes in.

    Parameters
    ----------
    network : NetworkMobject
    """

    def __init__(self, network: NetworkMobject, **kwargs: Any) -> None:
        out: list[Any] = [
            wires.animate.set_style(opacities=np.zeros(len(wires))) for wires in network.connections
        ]
        out += [
            neurons.animate.set_fill_opacities(np.zeros(len(neurons)))
            for neurons in network.neurons[1:]
        ]
        if len(network.labels):
            out.append(network.labels.animate.set_color(network.theme.muted))
        super().__init__(*out, **kwargs)
