"""A forward pass as it happens: signals travel, layers light up."""

from typing import Any

import numpy as np
from manim import Animation, AnimationGroup, Succession, linear, smooth, squish_rate_func

from nnviz.core import ForwardPass
from nnviz.mobjects import NetworkMobject
from nnviz.view import STYLE

__all__ = ["ARRIVAL", "FeedInput", "LightUp", "Propagate", "SendSignals"]

ARRIVAL = 0.62
"""The part of a step after which the pulse arrives and the neurons begin to light up."""


class LightUp(Animation):
    """Bring the neurons of one layer to their activations.

    Parameters
    ----------
    network : NetworkMobject
    layer : int
        0 is the input.
    forward_pass : ForwardPass

    Examples
    --------
    >>> from nnviz import Network
    >>> from nnviz.view import NetworkLayout
    >>> network = Network.random((3, 4, 2), seed=1)
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    >>> answer = network.forward([0.2, 0.9, 0.5])
    >>> light = LightUp(drawn, 2, answer)
    >>> light.begin()
    >>> light.finish()
    >>> bool(np.allclose(drawn.displayed_activations()[2], answer.outputs))
    True
    """

    def __init__(
        self, network: NetworkMobject, layer: int, forward_pass: ForwardPass, **kwargs: Any
    ) -> None:
        network.check(forward_pass)
        self.network = network
        self.layer = layer
        self.forward_pass = forward_pass
        self.neurons = network.neurons[layer]
        super().__init__(self.neurons, **kwargs)

    def begin(self) -> None:
        """Remember where the neurons start from."""
        self._target, colors, scale = self.network.layer_light(self.layer, self.forward_pass)
        self._start = self.neurons.fill_opacities
        self.neurons.set_fill_colors(colors)
        self.network.activation_scales[self.layer] = scale
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the neurons between their start and their activations."""
        share = self.rate_func(alpha)
        now = self._target if share >= 1.0 else self._start + (self._target - self._start) * share
        self.neurons.set_fill_opacities(np.clip(now, 0.0, 1.0))
        if self.layer == len(self.network.neurons) - 1:
            self.network.set_label_light(now)


class FeedInput(LightUp):
    """Bring the input neurons to the values of the input.

    Examples
    --------
    >>> from nnviz import Network
    >>> from nnviz.view import NetworkLayout
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes((2, 1)))
    >>> feed = FeedInput(drawn, Network.random((2, 1), seed=1).forward([0.25, 0.75]))
    >>> feed.begin()
    >>> feed.finish()
    >>> drawn.displayed_activations()[0].round(3).tolist()
    [0.25, 0.75]
    """

    def __init__(self, network: NetworkMobject, forward_pass: ForwardPass, **kwargs: Any) -> None:
        super().__init__(network, 0, forward_pass, **kwargs)


class SendSignals(Animation):
    """Send a pulse along all connections into one layer, each as bright as its w * a.

    Parameters
    ----------
    network : NetworkMobject
    layer : int
        0 is the first layer after the input.
    forward_pass : ForwardPass

    Examples
    --------
    >>> from nnviz import Network
    >>> from nnviz.view import NetworkLayout
    >>> record = Network.random((5, 3), seed=1).forward([0.0, 0.2, 0.4, 0.6, 0.8])
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes((5, 3)))
    >>> send = SendSignals(drawn, 0, record)
    >>> send.begin()
    >>> send.finish()
    >>> bool(np.allclose(drawn.displayed_signals(0), record.contributions(0).ravel(), atol=1e-6))
    True
    """

    def __init__(
        self,
        network: NetworkMobject,
        layer: int,
        forward_pass: ForwardPass,
        *,
        rate_func: Any = linear,
        **kwargs: Any,
    ) -> None:
        network.check(forward_pass)
        self.network = network
        self.layer = layer
        self.forward_pass = forward_pass
        super().__init__(network.connections[layer], rate_func=rate_func, **kwargs)

    def begin(self) -> None:
        """Set the connections to their signals, with the pulse before its start."""
        self.network.show_signals(self.layer, self.forward_pass)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move the pulse."""
        self.network.set_pulse(self.layer, self.rate_func(alpha) * (1.0 + STYLE.pulse_length))


class _Step(AnimationGroup):
    """One layer: its signals, and its neurons lighting up as they arrive."""

    def __init__(
        self, network: NetworkMobject, layer: int, forward_pass: ForwardPass, *, run_time: float
    ) -> None:
        arrive = squish_rate_func(smooth, ARRIVAL, 1.0)
        super().__init__(
            SendSignals(network, layer, forward_pass, run_time=run_time),
            LightUp(network, layer + 1, forward_pass, run_time=run_time, rate_func=arrive),
            group=network,
        )


class Propagate(Succession):
    """The whole forward pass, layer after layer; it ends as ``network.show(forward_pass)``.

    Parameters
    ----------
    network : NetworkMobject
    forward_pass : ForwardPass
    step_time : float
        Seconds for one layer.
    feed_time : float
        Seconds for the input; 0 where it is shown already.

    Raises
    ------
    NNVizError
        If the forward pass is of a network of other sizes.

    Examples
    --------
    >>> from nnviz import Network
    >>> from nnviz.view import NetworkLayout
    >>> record = Network.random((4, 4, 4, 2), seed=1).forward([0.0, 1.0, 0.5, 0.25])
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes((4, 4, 4, 2)))
    >>> float(Propagate(drawn, record, step_time=1.5, feed_time=0.5).run_time)
    5.0
    """

    def __init__(
        self,
        network: NetworkMobject,
        forward_pass: ForwardPass,
        *,
        step_time: float = 2.0,
        feed_time: float = 1.0,
        **kwargs: Any,
    ) -> None:
        steps: list[Animation] = []
        if feed_time > 0.0:
            steps.append(FeedInput(network, forward_pass, run_time=feed_time))
        steps += [
            _Step(network, layer, forward_pass, run_time=step_time)
            for layer in range(len(network.connections))
        ]
        # A group of the parts would be a new mobject, and be put on top: lines over neurons.
        super().__init__(*steps, group=network, **kwargs)
