"""How records show themselves in a notebook, without knowing what draws them.

A record says what it is to be shown as; a room further down says how. Nothing that draws is loaded
before something is shown.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

__all__ = ["Displayed", "draw_with", "painter"]

Paint = Callable[[Any], str]
Function = TypeVar("Function", bound=Paint)

_painters: dict[str, Paint] = {}
_loaders: list[Callable[[], object]] = []


class Displayed:
    """A record that a notebook shows as a picture.

    Examples
    --------
    >>> class Dot(Displayed):
    ...     shown_as = "dot"
    >>> _ = painter("dot")(lambda dot: "<b>.</b>")
    >>> Dot()._repr_html_()
    '<b>.</b>'
    """

    shown_as: ClassVar[str] = ""

    def _repr_html_(self) -> str | None:
        """Return the picture as HTML; None, where nobody draws, shows the plain text."""
        while self.shown_as not in _painters and _loaders:
            _loaders.pop()()
        paint = _painters.get(self.shown_as)
        return None if paint is None else paint(self)


def painter(kind: str) -> Callable[[Function], Function]:
    """Declare that a function returns the HTML of what is shown as `kind`."""

    def declare(function: Function) -> Function:
        _painters[kind] = function
        return function

    return declare


def draw_with(load: Callable[[], object]) -> None:
    """Call `load` when something is to be shown that nobody draws yet; it declares painters."""
    _loaders.append(load)
