"""The test of the network on images with flaws: a mosaic of them, and how many are read right."""

from typing import Self

from manim import DOWN, RIGHT, Group, VGroup
from manim.typing import Point3D

from flawed_digits import FlawedDigits
from image_mosaic import ImageMosaic
from nnviz.core import Network
from nnviz.mobjects import NumberLabel, Words
from nnviz.view import DARK, Theme

__all__ = ["FlawTest"]


class FlawTest(Group):
    """A mosaic of images in which the wrong answers stand out, and the number of right ones.

    Parameters
    ----------
    flawed : FlawedDigits
    network : Network
        Like `by_hand_network`; `read` takes another.
    columns, width : int, float
        Of the mosaic.
    theme : Theme

    Attributes
    ----------
    mosaic : ImageMosaic
    count : NumberLabel
        How many are read right.
    row : VGroup
        The count, and of how many it is.

    Examples
    --------
    >>> from by_hand_network import by_hand_network, with_bias
    >>> from flawed_digits import flawed_digits
    >>> test = FlawTest(flawed_digits(0), by_hand_network(), columns=5, width=4.0)
    >>> test.n_right, test.read(with_bias(by_hand_network(), 2, 0, 50.0)).n_right
    (5, 1)
    """

    def __init__(
        self,
        flawed: FlawedDigits,
        network: Network,
        *,
        columns: int,
        width: float,
        theme: Theme = DARK,
    ) -> None:
        self.flawed = flawed
        self.mosaic = ImageMosaic(flawed.images, columns=columns, width=width, theme=theme)
        right = float(flawed.right(network).sum())
        self.count = NumberLabel(right, decimals=0, font_size=64, edge="right", theme=theme)
        text = f"of {len(flawed)} right"
        self.of = Words(text, color=theme.muted, font_size=40, theme=theme)
        self.row = VGroup(self.count, self.of)
        super().__init__(self.mosaic, self.row)
        self.read(network)

    @property
    def n_right(self) -> int:
        """How many images are read right."""
        return int(self.count.value)

    def place(self, mosaic_at: Point3D, row_at: Point3D) -> Self:
        """Put the middles of the mosaic and of the row of words at these points."""
        self.mosaic.move_to(mosaic_at)
        self.row.arrange(RIGHT, buff=0.25).move_to(row_at)
        self.of.align_to(self.count, DOWN)
        return self

    def read(self, network: Network) -> Self:
        """Show what another network makes of the images."""
        right = self.flawed.right(network)
        self.mosaic.set_right(right)
        self.count.set_value(float(right.sum()))
        return self
