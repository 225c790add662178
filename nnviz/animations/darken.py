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

    Examples
    --------
    >>> from nnviz import Network
    >>> from nnviz.mobjects import NetworkMobject
    >>> from nnviz.view import NetworkLayout
    >>> network = Network.random((3, 4, 2), seed=1)
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    >>> drawn.show(network.forward([0.2, 0.9, 0.5]))
    NetworkMobject
    >>> dark = Darken(drawn)
    >>> dark.begin()
    >>> dark.finish()
    >>> drawn.displayed_activations()[2].tolist()
    [0.0, 0.0]
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
