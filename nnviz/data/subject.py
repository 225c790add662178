"""What a film is about: an image, a network, and the forward pass of the one through the other."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError, Record
from nnviz.data.digits import load_digits
from nnviz.data.shipped import load_network
from nnviz.data.vector import as_vector
from nnviz.errors import one_line
from nnviz.formats import read_network

__all__ = [
    "DEFAULT_DIGIT",
    "Subject",
    "choose_subject",
    "current_subject",
    "subject_from_environment",
    "use_subject",
]

DEFAULT_DIGIT = 8700
"""The index of the shipped digit that is shown when nobody chooses one."""


@dataclass(frozen=True, eq=False)
class Subject(Record):
    """An image and the network that reads it.

    Attributes
    ----------
    network : Network
    image : ndarray, shape (28, 28)
        Values in [0, 1], light on dark.
    label : int or None
        The digit that it really is, where that is known.
    source : str
        Where the image comes from, in words.

    Examples
    --------
    >>> subject = choose_subject(digit=0)
    >>> subject.label, subject.source, subject.forward_pass.outputs.shape
    (5, 'shipped digit 0', (10,))
    """

    network: Network
    image: FloatArray
    label: int | None
    source: str

    @cached_property
    def forward_pass(self) -> ForwardPass:
        """The forward pass of the image."""
        return self.network.forward(as_vector(self.image))

    @cached_property
    def digest(self) -> str:
        """A digest of the network, the image and what is known of it, 16 hexadecimal digits."""
        image = hashlib.sha256(self.image.tobytes()).hexdigest()
        text = f"{self.network.digest} {self.image.shape} {image} {self.label} {self.source}"
        return hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()[:16]

    def needs_digit_network(self, scene: str) -> None:
        """Check that the network reads 28 x 28 images and gives ten answers.

        Raises
        ------
        NNVizError
            If it does not; the message names the scene and the sizes.
        """
        if self.network.n_inputs != 784 or self.network.n_outputs != 10:
            raise NNVizError(
                f"{scene} shows a network from 784 pixels to 10 digits; the one given has the "
                f"sizes {self.network.sizes}"
            )

    def needs_dense_network(self, scene: str) -> None:
        """Check that every layer of the network is a dense one.

        Raises
        ------
        NNVizError
            If it is not; the message names the scene and the kinds of layers.
        """
        if not self.network.is_dense:
            kinds = ", ".join(dict.fromkeys(layer.kind for layer in self.network.layers))
            raise NNVizError(f"{scene} shows a network of dense layers; the one given has {kinds}")

    def needs_hidden_layers(self, scene: str, count: int) -> None:
        """Check that the network has so many hidden layers.

        Raises
        ------
        NNVizError
            If it has fewer; the message names the scene and the sizes.
        """
        there = len(self.network.layers) - 1
        if there < count:
            raise NNVizError(
                f"{scene} shows a network of {count} or more hidden layers; the one given has "
                f"{there}, of the sizes {self.network.sizes}"
            )


def choose_subject(
    *,
    image: str | os.PathLike[str] | None = None,
    digit: int | None = None,
    network: str | os.PathLike[str] | Network | None = None,
) -> Subject:
    """Return the subject for a choice of image or digit, and of network.

    Parameters
    ----------
    image : path, optional
        A picture of a digit; see `nnviz.data.read_image`.
    digit : int, optional
        The index of a shipped digit, instead of an image.
    network : path or Network, optional
        The shipped network unless given.

    Raises
    ------
    NNVizError
        If both an image and a digit are given, or one of them cannot be read.

    Examples
    --------
    >>> subject = choose_subject(digit=8700)
    >>> subject.label, subject.network.sizes
    (3, (784, 16, 16, 10))
    >>> choose_subject(digit=8700, image="mine.png")
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...
    """
    if image is not None and digit is not None:
        raise NNVizError("expected an image or the index of a shipped digit; got both")
    if isinstance(network, Network):
        chosen = network
    else:
        chosen = load_network() if network is None else read_network(network)
    if image is not None:
        from nnviz.data.preprocessing import read_image

        return Subject(chosen, read_image(image).image, None, one_line(Path(image).name))
    index = DEFAULT_DIGIT if digit is None else digit
    digits = load_digits()
    if not 0 <= index < len(digits):
        raise NNVizError(
            f"expected the index of a shipped digit, 0 to {len(digits) - 1}; got {index}"
        )
    return Subject(chosen, digits.image(index), int(digits.labels[index]), f"shipped digit {index}")


def subject_from_environment(environment: Mapping[str, str] | None = None) -> Subject:
    """Return the subject that ``NNVIZ_IMAGE``, ``NNVIZ_DIGIT`` and ``NNVIZ_NETWORK`` choose.

    This is how the same choice reaches a scene through ``nnviz render`` and through ``manim``.

    Raises
    ------
    NNVizError
        As `choose_subject`, and if ``NNVIZ_DIGIT`` is not a whole number.

    Examples
    --------
    >>> subject_from_environment({"NNVIZ_DIGIT": "8700"}).source
    'shipped digit 8700'
    """
    values = os.environ if environment is None else environment
    digit = values.get("NNVIZ_DIGIT") or None
    if digit is not None and not digit.isdecimal():
        raise NNVizError(f"expected a whole number in NNVIZ_DIGIT; got {digit!r}")
    return choose_subject(
        image=values.get("NNVIZ_IMAGE") or None,
        digit=None if digit is None else int(digit),
        network=values.get("NNVIZ_NETWORK") or None,
    )


_used: list[Subject] = []


def use_subject(subject: Subject | None) -> None:
    """Let every scene of this process be about `subject`, whatever the environment says.

    The process that draws a film gets its subject this way: what was checked and digested is what
    is drawn, and no file is read a second time. None lets the environment choose again.

    Examples
    --------
    >>> use_subject(choose_subject(digit=4))
    >>> current_subject().source
    'shipped digit 4'
    >>> use_subject(None)
    """
    _used[:] = [] if subject is None else [subject]


def current_subject() -> Subject:
    """Return the subject of this process: that of `use_subject`, or of the environment.

    Raises
    ------
    NNVizError
        As `subject_from_environment`.

    Examples
    --------
    >>> use_subject(choose_subject(digit=4))
    >>> current_subject().source
    'shipped digit 4'
    >>> use_subject(None)
    """
    return _used[0] if _used else subject_from_environment()
