"""A scene that knows the shape of its frame, and lays itself out for it."""

from typing import Any, ClassVar, TypeVar

from manim import DOWN, RIGHT, Group, Mobject, MovingCameraScene, config

from nnviz.view import WIDE, Frame, frame_for

__all__ = ["FramedScene"]

Value = TypeVar("Value")
Drawn = TypeVar("Drawn", bound=Mobject)

#: 854 x 480 is called 16:9 too.
_ALIKE = 0.01


class FramedScene(MovingCameraScene):
    """A scene that is laid out for the picture that is asked for: wide, square or tall.

    The size of the picture is Manim's ``pixel_width`` and ``pixel_height``. Of the `shapes` that
    the scene supports the nearest is taken, and all of it is shown; the shorter side of each is 8
    scene units, so that words have the same size in pixels in all of them. A scene that says
    nothing supports 16:9 only, and other pictures show it with room above and below.

    Attributes
    ----------
    shapes : tuple of {"16:9", "1:1", "9:16"}
        The shapes that the scene can be laid out for.
    frame_shape : Frame
        The one that it is laid out for now.

    Examples
    --------
    Two things side by side, or one above the other where the frame is tall:

    >>> from manim import Circle, Square
    >>> from nnviz.view import TALL
    >>> class Two(FramedScene):
    ...     shapes = ("16:9", "1:1", "9:16")
    ...
    ...     def construct(self):
    ...         self.add(self.fit(self.side_by_side(Square(), Circle())))
    >>> scene = Two()
    >>> scene.construct()
    >>> pair = scene.mobjects[0]
    >>> scene.frame_shape.is_wide, bool(pair.width > pair.height)
    (True, True)
    """

    shapes: ClassVar[tuple[str, ...]] = (WIDE.name,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        width, height = int(config.pixel_width), int(config.pixel_height)
        self.frame_shape: Frame = frame_for(width, height, self.shapes)
        if abs(width / height * WIDE.height / WIDE.width - 1.0) > _ALIKE:
            # The camera, and Manim's own edges, take their sizes from there.
            config.frame_width, config.frame_height = self.frame_shape.seen(width, height)
        super().__init__(*args, **kwargs)

    @property
    def frame_width(self) -> float:
        """The width of the frame that the scene is laid out for, in scene units."""
        return self.frame_shape.width

    @property
    def frame_height(self) -> float:
        """The height of the frame that the scene is laid out for, in scene units."""
        return self.frame_shape.height

    def by_shape(self, wide: Value, *, tall: Value, square: Value | None = None) -> Value:
        """Return what is meant for the shape of the frame; in a square one, `wide` unless given."""
        if self.frame_shape.is_tall:
            return tall
        return wide if self.frame_shape.is_wide or square is None else square

    def side_by_side(self, *mobjects: Mobject, buff: float = 0.6) -> Group:
        """Arrange things in a row in a wide frame, one above the other in a tall one.

        In a square frame they stand as they can be larger. They are centred; `fit` makes them fill
        the frame.
        """
        group = Group(*mobjects)
        row = sum(part.width for part in mobjects) + buff * (len(mobjects) - 1)
        column = sum(part.height for part in mobjects) + buff * (len(mobjects) - 1)
        in_row = row <= max(column, *(part.width for part in mobjects))
        if self.frame_shape.is_wide or (not self.frame_shape.is_tall and in_row):
            return group.arrange(RIGHT, buff=buff)
        return group.arrange(DOWN, buff=buff)

    def stack(self, *mobjects: Mobject, buff: float = 0.4) -> Group:
        """Arrange things one above the other, in the middle of the frame."""
        return Group(*mobjects).arrange(DOWN, buff=buff)

    def fit(
        self, mobject: Drawn, *, width: float | None = None, height: float | None = None
    ) -> Drawn:
        """Scale a thing, about its middle, to the largest size that a box allows.

        Parameters
        ----------
        mobject : Mobject
        width, height : float, optional
            Of the box, in scene units; the frame without its margins unless given.
        """
        most = (width or self.frame_shape.safe_width, height or self.frame_shape.safe_height)
        factors = [
            limit / size
            for limit, size in zip(most, (mobject.width, mobject.height), strict=True)
            if size > 0.0
        ]
        return mobject.scale(min(factors, default=1.0))
