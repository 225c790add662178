"""What a scene makes: words, numbers, formulas, images and all else, in the scene's own theme."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from numpy.typing import ArrayLike

from nnviz.core import FloatArray
from nnviz.mobjects import DigitImage, Maths, NumberLabel, Words
from nnviz.stage.framed import FramedScene
from nnviz.view import Theme, balanced_lines

__all__ = ["MakingScene"]

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def _in_its_theme(
    kind: Callable[Asked, Made],
) -> Callable[Concatenate["MakingScene", Asked], Made]:
    """Return a method that makes one kind of thing, with the types of its arguments."""

    def method(self: "MakingScene", /, *args: Asked.args, **options: Asked.kwargs) -> Made:
        return self.make(kind, *args, **options)

    method.__doc__ = f"Return a `{getattr(kind, '__name__', kind)}` in the scene's theme."
    return method


class MakingScene(FramedScene, ABC):
    """A scene that hands its theme to what it makes.

    Everything that is drawn takes a ``theme``; here it is the scene's, and nobody has to say so.

    Attributes
    ----------
    theme : Theme

    Examples
    --------
    In a scene::

        title = self.words("What is a neuron?", font_size=48)
        level = self.number(0.25, decimals=2, color=self.theme.accent)
        formula = self.maths("a = sigma(z)")
        digit = self.image(height=4)                # the scene's own image
        other = self.image(np.eye(28), height=4)
        weights = self.make(WeightImage, self.network.layers[0].weights[3], height=4)
    """

    theme: Theme

    @property
    @abstractmethod
    def pixels(self) -> FloatArray:
        """The image that the scene is about, shape (28, 28), values in [0, 1]."""

    def make(
        self, kind: Callable[Asked, Made], /, *args: Asked.args, **options: Asked.kwargs
    ) -> Made:
        """Return what `kind` makes of these arguments, in the scene's theme.

        Parameters
        ----------
        kind : class or callable
            Of a mobject or an animation that takes a ``theme``.
        """
        in_its_theme = cast(Callable[..., Made], kind)
        return in_its_theme(*args, **{"theme": self.theme, **options})

    number = _in_its_theme(NumberLabel)
    maths = _in_its_theme(Maths)

    def words(self, text: str, **options: Any) -> Words:
        """Return words in the scene's theme, in more lines where they are wider than the frame.

        See `nnviz.mobjects.Words` for the options.
        """
        made = self.make(Words, text, **options)
        count = text.count("\n") + 1
        while made.width > self.frame_shape.safe_width and count < len(text.split()):
            count += 1
            made = self.make(Words, "\n".join(balanced_lines(text, count)), **options)
        return made

    def image(
        self, values: ArrayLike | None = None, *, height: float = 3.0, framed: bool = True
    ) -> DigitImage:
        """Return a square image in the scene's theme.

        Parameters
        ----------
        values : array_like, shape (side, side), optional
            In [0, 1]; the image that the scene is about unless given.
        height : float
            In scene units.
        framed : bool
            Whether a thin line stands around it.
        """
        shown = self.pixels if values is None else values
        return self.make(DigitImage, shown, height=height, framed=framed)
