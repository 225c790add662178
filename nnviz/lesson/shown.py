"""Which digits the page carries, chosen by what the network makes of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError, Record
from nnviz.data import HELD_OUT, Digits

__all__ = ["ShownDigits", "choose_digits", "held_out"]

_GALLERY = 10
_MISTAKES = 10


@dataclass(frozen=True, eq=False)
class ShownDigits(Record):
    """The digits of the page, and what each is there for.

    The sets hold places in `digits`.

    Attributes
    ----------
    network : Network
    digits : Digits
        Only those that the page shows.
    pad : tuple of int
        To choose from beside the pad: of each digit, some read rightly and one wrongly.
    same : tuple of int
        One digit in many hands.
    summed : int
        The one of `same` for which the weighted sum of `neuron` is shown: it lights up, not fully.
    mistakes : tuple of int
        Those that the network gets wrong, the surest first.
    doubtful : int
        The one whose two best outputs are closest to each other.
    ranked : tuple of int
        Four that excite the chosen neuron differently.
    neuron : int
        The neuron of the first layer that the page looks into.
    """

    network: Network
    digits: Digits
    pad: tuple[int, ...]
    same: tuple[int, ...]
    summed: int
    mistakes: tuple[int, ...]
    doubtful: int
    ranked: tuple[int, ...]
    neuron: int

    @property
    def one_each(self) -> tuple[int, ...]:
        """One digit of each kind that the pad offers, from 3 on and round again."""
        first: dict[int, int] = {}
        for place in self.pad:
            first.setdefault(self.digits.label(place), place)
        return tuple(first[label] for label in sorted(first, key=lambda label: (label - 3) % 10))

    @property
    def told_mistakes(self) -> tuple[int, ...]:
        """Those mistakes that no question asks about: a picture above it would tell its answer."""
        asked = {*self.mistakes[:1], self.doubtful}
        return tuple(place for place in self.mistakes if place not in asked)

    @cached_property
    def forward_pass(self) -> ForwardPass:
        """The forward pass of all of them."""
        return self.network.forward(self.digits.vectors())


def held_out(digits: Digits) -> Digits:
    """Return the part of the digits on which no network of ours was trained.

    Of the shipped 10,000 it is the last 1,500; of any other file it is all of them.
    """
    return digits.subset(HELD_OUT) if len(digits) == HELD_OUT.stop else digits


def choose_digits(network: Network, digits: Digits) -> ShownDigits:
    """Choose the digits of the page, always the same ones for the same network and digits.

    Raises
    ------
    NNVizError
        If the network does not read 28 x 28 images and give ten answers, or there are fewer than
        four digits.
    """
    if (network.n_inputs, network.n_outputs) != (784, 10) or not network.is_dense:
        raise NNVizError(
            "the lesson needs a network of dense layers that reads 784 pixels and gives 10 "
            f"answers; got {network!r}"
        )
    if len(digits) < 4:
        raise NNVizError(f"the lesson needs at least four digits; got {len(digits)}")
    part = held_out(digits)
    outputs = network.forward(part.vectors())
    picked: list[int] = []

    def places(indices: NDArray[np.intp]) -> tuple[int, ...]:
        return tuple(_place(picked, int(index)) for index in indices)

    right = outputs.is_right(part.labels)
    certainty = outputs.outputs.max(axis=1)
    wrong_ones = np.flatnonzero(~right)
    surest = wrong_ones[np.argsort(-certainty[wrong_ones], kind="stable")]
    neuron = _telling_neuron(outputs)
    z = outputs.layers[0].pre_activations[:, neuron]
    same = _same(part.labels, right)
    lit = np.abs(outputs.layers[0].activations[same, neuron] - 0.85)
    pad = places(_for_pad(part.labels, right))
    return ShownDigits(
        network=network,
        pad=pad,
        same=places(same),
        summed=places(same[[int(np.argmin(lit))]])[0],
        mistakes=places(surest[:_MISTAKES]),
        doubtful=places(_closest(outputs.outputs))[0],
        ranked=places(_spread(z)),
        neuron=neuron,
        digits=Digits(part.images[picked], part.labels[picked]),
    )


def _place(picked: list[int], index: int) -> int:
    if index not in picked:
        picked.append(index)
    return picked.index(index)


def _for_pad(labels: NDArray[np.uint8], right: NDArray[np.bool_]) -> NDArray[np.intp]:
    chosen: list[NDArray[np.intp]] = []
    for label in range(10):
        chosen.append(np.flatnonzero((labels == label) & right)[:2])
        chosen.append(np.flatnonzero((labels == label) & ~right)[:1])
    return np.concatenate(chosen)


def _same(labels: NDArray[np.uint8], right: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Take threes (or, without any, the most frequent digit): most of them read rightly."""
    label = 3 if (labels == 3).any() else int(np.bincount(labels).argmax())
    good = np.flatnonzero((labels == label) & right)
    bad = np.flatnonzero((labels == label) & ~right)[:2]
    return np.concatenate([good[: _GALLERY - len(bad)], bad])


def _closest(outputs: FloatArray) -> NDArray[np.intp]:
    ordered = np.sort(outputs, axis=1)
    # Two small outputs are close as well; a doubt is interesting when the runner-up is strong.
    return np.argsort(-ordered[:, -2], kind="stable")[:1]


def _telling_neuron(outputs: ForwardPass) -> int:
    """Return the neuron of the first layer whose activation differs most between digits."""
    return int(np.argmax(outputs.layers[0].activations.std(axis=0)))


def _spread(z: FloatArray) -> NDArray[np.intp]:
    """Take four images evenly through the values, in an order that does not tell the answer."""
    order = np.argsort(z, kind="stable")
    at = (np.array([0.97, 0.36, 0.68, 0.05]) * (len(z) - 1)).round().astype(int)
    at = at if len(set(at.tolist())) == 4 else np.array([3, 1, 2, 0])
    return np.asarray(order[at])
