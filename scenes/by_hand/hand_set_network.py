"""The network set by hand, drawn, with pictures of what its neurons look for."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, Group, Mobject

from by_hand_network import DIGITS, SIDE
from nnviz.core import Network
from nnviz.mobjects import DigitImage, NetworkMobject, WeightImage
from nnviz.view import DARK, WIDE, Frame, NetworkLayout, Theme

__all__ = ["HandSetNetwork"]

_LARGE, _SMALL = 1.1, 0.62
"""The height of a picture when it comes in and beside its neuron, in scene units."""

_PITCH, _RIGHT_EDGE = 1.2, 6.7


class HandSetNetwork(NetworkMobject):
    """A network like `by_hand_network`, its inputs a square, its outputs named.

    Parameters
    ----------
    network : Network
    frame : Frame
        In a tall one, it leads downwards.
    theme : Theme
    """

    def __init__(self, network: Network, *, frame: Frame = WIDE, theme: Theme = DARK) -> None:
        self.is_tall = frame.is_tall
        layout = NetworkLayout.for_sizes(
            network.sizes,
            input_style="grid",
            width=7.0 if self.is_tall else 11.6,
            height=11.4 if self.is_tall else 5.2,
            frame=frame,
        )
        super().__init__(layout, theme=theme, output_labels=[str(digit) for digit in DIGITS])
        self.set_by_hand = network

    def pictures_of_strokes(self) -> list[WeightImage]:
        """Return the weights of each neuron of the first layer, as an image."""
        weights = self.set_by_hand.layers[0].weights.reshape(-1, SIDE, SIDE)
        return [WeightImage(image, height=_LARGE, theme=self.theme) for image in weights]

    def pictures_of_parts(self) -> list[DigitImage]:
        """Return for each neuron of the second layer what it is joined from.

        That is: the pixels of every stroke that has a weight above 0 in it.
        """
        strokes, parts = (layer.weights > 0.0 for layer in self.set_by_hand.layers[:2])
        joined = parts.astype(np.float64) @ strokes > 0.0
        images = joined.reshape(-1, SIDE, SIDE).astype(np.float64)
        return [DigitImage(image, height=_LARGE, theme=self.theme) for image in images]

    def lay_out_beside(self, layer: int, pictures: Sequence[Mobject]) -> None:
        """Lay large pictures out in rows, to the right of a layer, or below it."""
        neurons = self.neurons[layer]
        if self.is_tall:
            block = Group(*pictures).arrange_in_grid(cols=min(5, len(pictures)), buff=0.15)
            block.next_to(neurons, DOWN, buff=0.35).set_x(0.0)
            return
        left = float(neurons.get_right()[0]) + 0.4
        across = min(len(pictures), int((_RIGHT_EDGE - left) / _PITCH))
        for index, picture in enumerate(pictures):
            row, column = divmod(index, across)
            below = 0.5 * ((len(pictures) - 1) // across) - row
            y = float(neurons.get_y()) + _PITCH * below
            picture.move_to((left + _PITCH * (column + 0.5), y, 0.0))

    def aim_beside(self, layer: int, pictures: Sequence[Mobject]) -> None:
        """Give each picture a target: small, beside its neuron, or below it."""
        small = self._small(layer)
        away = float(self.neurons[layer].radii[0]) + 0.5 * small + 0.1
        for neuron, picture in enumerate(pictures):
            target = picture.generate_target()
            target.scale(small / picture.height)
            target.move_to(
                self.neuron_centre(layer, neuron) + away * (DOWN if self.is_tall else RIGHT)
            )

    def _small(self, layer: int) -> float:
        """Return the height of the small pictures of a layer, which do not touch one another."""
        centres = self.neurons[layer].centres
        pitch = float(np.linalg.norm(centres[1] - centres[0]))
        return min(_SMALL, 0.92 * pitch) if self.is_tall else _SMALL
