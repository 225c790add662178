"""What preprocessing leaves behind: every step, to be shown."""

from dataclasses import dataclass
from typing import ClassVar

from nnviz.core import FloatArray, NNVizError, Record, read_only
from nnviz.display import Displayed

__all__ = ["Box", "Preprocessed", "Step"]


@dataclass(frozen=True)
class Box:
    """A rectangle of whole pixels.

    It has the rows from `top` to below `bottom` and the columns from `left` to below `right`.
    """

    top: int
    left: int
    bottom: int
    right: int

    def __post_init__(self) -> None:
        if not (0 <= self.top < self.bottom and 0 <= self.left < self.right):
            raise NNVizError(f"expected a box of at least one pixel; got {self}")

    @property
    def height(self) -> int:
        """Rows in the box."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns in the box."""
        return self.right - self.left


@dataclass(frozen=True, eq=False)
class Step(Record):
    """One image on the way.

    Attributes
    ----------
    name : str
        A key, such as ``"ink"``.
    title : str
        What is seen, in plain words.
    array : ndarray, two axes, values in [0, 1]
    """

    name: str
    title: str
    array: FloatArray


@dataclass(frozen=True, eq=False)
class Preprocessed(Displayed, Record):
    """An image of a digit on its way to the network; `nnviz.data.preprocessing` defines each step.

    Attributes
    ----------
    source : ndarray, shape (h, w)
        The grey picture as it was given, 0 black, 1 white.
    grey : ndarray, shape (rows, columns)
        The source or its sheet, reduced to at most 256 pixels a side, with ink darker than paper
        (turned over if it was not).
    light_ink : bool
        Whether the source has light ink on dark paper.
    paper : ndarray, shape (rows, columns)
        The light that the paper would have without ink.
    ink : ndarray, shape (rows, columns)
        The part of the paper's light that is missing, in [0, 1].
    threshold : float
        From here on a pixel counts as ink.
    digit : ndarray, shape (rows, columns)
        The ink of the digit alone, with its contrast stretched to [0, 1].
    box : Box
        The digit's place in `digit`.
    stroke_width : float
        The mean width of its strokes, as a part of the longer side of the box; 0 if not measured.
    redrawn : ndarray, two axes
        The digit cut out, its strokes made as wide as the network knows them if they were not.
    resized : ndarray, longer side 20
        The digit cut out and averaged down.
    shift : tuple of int
        Row and column in `image` of the top left pixel of `resized`.
    image : ndarray, shape (28, 28)
        What the network sees, in [0, 1].
    unchanged : bool
        Whether the source was already such an image and is passed on as it is.
    window : Box or None
        The part of the source that was looked at from near, if the digit is small in it or lies on
        a sheet of paper on something else.
    others : int
        How many other parts look like further digits.

    Raises
    ------
    NNVizError
        If the image is not 28 x 28, or a value is outside [0, 1].

    Examples
    --------
    >>> from nnviz.data import load_digits, preprocess
    >>> made = preprocess(1.0 - load_digits().image(8700))  # Dark ink on light paper.
    >>> made.light_ink, made.image.shape, made.shift
    (False, (28, 28), (3, 5))
    """

    shown_as: ClassVar[str] = "preprocessed"

    source: FloatArray
    grey: FloatArray
    light_ink: bool
    paper: FloatArray
    ink: FloatArray
    threshold: float
    digit: FloatArray
    box: Box
    stroke_width: float
    redrawn: FloatArray
    resized: FloatArray
    shift: tuple[int, int]
    image: FloatArray
    unchanged: bool = False
    window: Box | None = None
    others: int = 0

    def __post_init__(self) -> None:
        for name in ("source", "grey", "paper", "ink", "digit", "redrawn", "resized", "image"):
            array = read_only(getattr(self, name), ndim=2, what=f"{name} of a preprocessed image")
            if not array.size or array.min() < 0 or array.max() > 1:
                raise NNVizError(f"expected values in [0, 1] for the {name}")
            object.__setattr__(self, name, array)
        if self.image.shape != (28, 28):
            raise NNVizError(f"expected an image of 28 x 28; got {self.image.shape}")

    @property
    def steps(self) -> tuple[Step, ...]:
        """The images on the way, in order, for drawing."""
        box = self.box
        cropped = self.digit[box.top : box.bottom, box.left : box.right]
        return (
            Step("source", "the picture, in grey", self.source),
            Step("paper", "the paper without ink", self.paper),
            Step("ink", "the ink", self.ink),
            Step("digit", "the digit alone", self.digit),
            Step("cropped", "cut out", cropped),
            Step("redrawn", "strokes as wide as in the training", self.redrawn),
            Step("resized", "20 pixels on its longer side", self.resized),
            Step("image", "centre of mass in the middle of 28 x 28", self.image),
        )
