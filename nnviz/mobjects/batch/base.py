"""Many neurons, or many connections, as one mobject whose geometry and styles are arrays.

`points` hold the geometry, so that shifting, scaling, turning and interpolating work as for any
mobject; the styles are plain float64 arrays, which Manim's cache key sees whole. How they become
pixels is told in `nnviz.mobjects.batch.drawing`, which importing this module makes known to Manim.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self

import numpy as np
from manim import Mobject, config
from manim.constants import RendererType
from manim.utils.color import ManimColor
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError

__all__ = ["BatchMobject", "as_points", "as_rgb", "fixed", "per_item"]

Floats = NDArray[np.float64]


class BatchMobject(Mobject):
    """Many things drawn as one: the base of `NeuronBatch` and `ConnectionBatch`.

    Parameters
    ----------
    points : array, shape (n * points_per_item, 3)
        In scene units.
    opacity : float, default 1
        Multiplies everything that is drawn; this is what fading changes.

    Raises
    ------
    NNVizError
        Under the OpenGL renderer, which cannot draw batches.

    Examples
    --------
    >>> from nnviz.mobjects import NeuronBatch
    >>> neurons = NeuronBatch([[0.0, 0.0], [1.0, 0.0]], 0.3)
    >>> isinstance(neurons, BatchMobject), neurons.set_opacity(0.5).opacity
    (True, 0.5)
    """

    points_per_item: ClassVar[int] = 1
    #: Names of the arrays and floats that are interpolated beside the points.
    style_names: ClassVar[tuple[str, ...]] = ("opacity",)

    opacity: float

    def __init__(self, points: Floats, *, opacity: float = 1.0, **kwargs: Any) -> None:
        if config.renderer == RendererType.OPENGL:
            raise NNVizError(
                f"{type(self).__name__} is drawn by Manim's Cairo renderer only; "
                "got the OpenGL renderer. Render without --renderer=opengl."
            )
        super().__init__(**kwargs)
        self.points = points
        self.opacity = float(opacity)

    @property
    def n_items(self) -> int:
        """How many neurons or connections there are."""
        return len(self.points) // self.points_per_item

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Style arrays are replaced, never written to: a copy shares them, and is drawn at once.
        for name in self.style_names:
            value = getattr(self, name)
            if isinstance(value, np.ndarray) and not value.flags.writeable:
                memo[id(value)] = value
        copied: Self = super().__deepcopy__(memo)
        return copied

    def __len__(self) -> int:
        return self.n_items

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Any:
        return iter([self, *self.submobjects])

    def __getitem__(self, value: Any) -> Mobject:
        raise NNVizError(
            f"a {type(self).__name__} is one mobject; got an index ({value!r}). "
            "Read its arrays instead."
        )

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the lowest and the highest corner of what is drawn, without stroke widths.

        Returns
        -------
        tuple of arrays, shape (3,) each
        """
        return self.points.min(axis=0), self.points.max(axis=0)

    def reduce_across_dimension(
        self, reduce_func: Callable[[Iterable[float]], float], dim: int
    ) -> float | None:
        """Give the least or the greatest coordinate, here from the exact bounds."""
        values: list[float] = []
        if len(self.points):
            low, high = self.bounds()
            values = [float(low[dim]), float(high[dim])]
        for submobject in self.submobjects:
            value = submobject.reduce_across_dimension(reduce_func, dim)
            if value is not None:
                values.append(value)
        return reduce_func(values) if values else None

    def get_points_defining_boundary(self) -> Floats:
        """Give the corners of the exact bounds, and the points of submobjects."""
        parts = [self.points]
        if len(self.points):
            parts = [np.array(self.bounds())]
        parts += [np.asarray(one.get_points_defining_boundary()) for one in self.submobjects]
        return np.concatenate(parts)

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """Set the opacity of everything drawn."""
        self.opacity = _unit(opacity, "opacity")
        if family:
            for submobject in self.submobjects:
                submobject.set_opacity(opacity)
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Multiply the opacity by 1 - darkness."""
        self.opacity = _unit(self.opacity * (1.0 - float(darkness)), "opacity")
        super().fade(darkness, family)
        return self

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, *args: Any, **kwargs: Any
    ) -> Self:
        """Take the state between those of two batches of the same kind and size."""
        for end in (mobject1, mobject2):
            self._check_like(end)
        super().interpolate(mobject1, mobject2, alpha, *args, **kwargs)
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Take the styles between those of two batches of the same kind and size."""
        for name in self.style_names:
            one, two = getattr(mobject1, name), getattr(mobject2, name)
            if alpha == 0 or one is two:
                mixed = one
            elif alpha == 1:
                mixed = two
            else:
                mixed = (1 - alpha) * one + alpha * two
            setattr(self, name, fixed(mixed) if isinstance(mixed, np.ndarray) else float(mixed))
        return self

    def become(self, mobject: Mobject, *args: Any, **kwargs: Any) -> Self:
        """Take on geometry and styles of another batch of the same kind and size."""
        self._check_like(mobject)
        super().become(mobject, *args, **kwargs)
        return self

    def align_points(self, mobject: Mobject) -> Self:
        """Check that two batches can be interpolated; nothing needs to be aligned."""
        self._check_like(mobject)
        return self

    def _check_like(self, other: Mobject) -> None:
        if type(other) is not type(self) or len(other.points) != len(self.points):
            size = f" of {other.n_items}" if isinstance(other, BatchMobject) else ""
            raise NNVizError(
                f"expected another {type(self).__name__} of {self.n_items}; "
                f"got a {type(other).__name__}{size}. Use FadeTransform between unlike mobjects."
            )


def as_points(values: ArrayLike, *, what: str) -> Floats:
    """Give points of shape (n, 3) from points in the plane or in space."""
    array = np.array(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] not in (2, 3):
        raise NNVizError(f"expected {what} of shape (n, 2) or (n, 3); got {array.shape}")
    if not np.isfinite(array).all():
        raise NNVizError(f"expected finite {what}; got NaN or infinity")
    if array.shape[1] == 2:
        array = np.column_stack([array, np.zeros(len(array))])
    return array


def per_item(
    values: ArrayLike, count: int, *, what: str, high: float = np.inf, columns: int = 0
) -> Floats:
    """Give one number, or `columns` numbers, an item, in [0, high], as a new read-only array."""
    array = np.asarray(values, dtype=np.float64)
    shape = (count, columns) if columns else (count,)
    try:
        array = np.array(np.broadcast_to(array, shape))
    except ValueError:
        raise NNVizError(
            f"expected {what} of shape {shape}, or one value for all; got {array.shape}"
        ) from None
    if not (np.isfinite(array).all() and (array >= 0).all() and (array <= high).all()):
        bound = f"in [0, {high:g}]" if np.isfinite(high) else "finite and not negative"
        raise NNVizError(f"expected {what} {bound}; got {array.min():g} to {array.max():g}")
    return fixed(array)


def as_rgb(colour: Any) -> Floats:
    """Give red, green, blue in [0, 1] of anything that Manim takes as a colour."""
    return fixed(np.array(ManimColor.parse(colour).to_rgb(), dtype=np.float64))


def fixed(array: Floats) -> Floats:
    """Make an array read-only, so that copies of a mobject can share it."""
    array.setflags(write=False)
    return array


def _unit(value: float, what: str) -> float:
    number = float(value)
    if not 0.0 <= number <= 1.0:
        raise NNVizError(f"expected {what} in [0, 1]; got {number:g}")
    return number
