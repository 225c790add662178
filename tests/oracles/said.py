"""Whether the numbers that a scene says and writes are numbers that its oracle knows.

A number is known if it is one of the oracle's, rounded to the decimals that it is written with, or
as a percentage; or how many entries a list of these has; or which of ten outputs is the largest; or
if it is one of the few that belong to the story and are no result. `ALSO` has what else follows.
"""

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np

STORY = {0, 1, 28, 784, 10, 0.5}
"""Sizes of the image and of the output, and the ends and the middle of an activation."""

OUTPUTS = 10
"""Of a list of as many numbers, the place of the largest is an answer."""

FEW = 100
"""Among more numbers than these, any two decimals can be found: only their ends count."""

NUMBER = re.compile(r"(?<![\w.^])([-+−]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(%|percent)?")
# In formulas: the indices below and above a letter are no numbers that are said.
INDEX = re.compile(r"[_^]\(+[^()]*\)+")
TICK = 30
"""The largest whole number that may stand alone on screen as an index or a mark of an axis."""

STORY_OF: dict[str, list[float]] = {
    "NeuronHoldsANumber": [0.25],
    "OutputLayer": [4, 9],
    "NotPerfect": [1000, 1500],
    "HopeVersusReality": [1500],
    "LayerHypothesis": [9, 8, 4],
    "NumberLineSquish": [0.95, 0.05],
    "SigmoidCurve": [-1000],
    "Bias": [-10],
    "SetByHand": [9, 8, 6],
    "SigmoidIsFlat": [0.01, 0.25, 1500],
}
"""What a scene chooses to speak of: thresholds, counts of images, the digits of an illustration."""

ALSO: dict[str, Callable[[dict[str, Any]], Iterable[float]]] = {
    "ManyThrees": lambda n: [n["digit"], n["images"] - n["read_right"]],
    "WriteAProgram": lambda n: n["inputs"],
    "PixelsToNeurons": lambda n: divmod(n["pointed_at"], 28),
    "NotPerfect": lambda n: [1500 - n["right"]],
    "EdgeDetection": lambda n: [n["picture"][0] * n["picture"][1]],
    "DesiredEdge": lambda n: [784 - len(n["region"])],
    "WeightedSum": lambda n: [
        n[name][k] for name in ("weights", "inputs", "products") for k in n["shown"]
    ],
    "Weights": lambda n: [-n["scale"]],
    "SigmoidCurve": lambda n: [
        -n["gained_at_the_end"]["to"],
        -n["sigma_of_minus_1000"]["exponent"] - 1,
    ],
    "SetByHand": lambda n: [n["of_the_film"]],
    "OneNeuron": lambda n: [
        784 - len(n["pixels"]),
        *(abs(value) for value in (*n["weights"].values(), n["rest"], n["bias"])),
    ],
    "NetworkIsAFunction": lambda n: [flip[k] for flip in n["flips"] for k in (1, 2)],
    "Learning": lambda n: [len(n["accuracies"]) - 1, n["of_the_film"], -n["drawn_full_from"]],
}


def numbers_in(text):
    """Return (number, decimals, whether it is a percentage) of each number in a text."""
    found = []
    for sign, whole, part, percent in NUMBER.findall(INDEX.sub("", text)):
        value = Decimal(whole.replace(",", "") + part) * (-1 if sign in ("-", "−") else 1)
        found.append((value, len(part[1:]), bool(percent)))
    return found


def facts_of(numbers):
    """Return every number that follows directly from what an oracle gives."""
    facts = set()

    def gather(value):
        if isinstance(value, dict):
            for name, entry in value.items():
                gather(name)
                gather(entry)
        elif isinstance(value, list | tuple | np.ndarray):
            facts.add(float(len(value)))
            entries = list(value)
            if len(entries) == OUTPUTS and np.ndim(entries[0]) == 0:
                facts.add(float(np.argmax(entries)))
            if len(entries) > FEW and np.ndim(entries[0]) == 0:
                entries = [min(entries), max(entries)]
            for entry in entries:
                gather(entry)
        elif isinstance(value, int | float | np.number):
            facts.add(float(value))

    gather(numbers)
    return facts


def known_to(scene, plain, numbers):
    """Return every number that a scene may say, given those that its oracle gives."""
    parameters = sum(weights.size + biases.size for weights, biases in plain.layers)
    digit = int(plain.labels[plain.default])
    also = ALSO.get(scene, lambda _: ())({**numbers, "of_the_film": parameters, "digit": digit})
    sizes = [len(biases) for _, biases in plain.layers]
    story = (*STORY, *STORY_OF.get(scene, ()))
    return facts_of(numbers) | {float(value) for value in (*story, *sizes, *also)}


def unknown(text, known):
    """Return the numbers in a text that are not among those that are known."""
    return [
        f"{value}{' %' if percent else ''}"
        for value, decimals, percent in numbers_in(text)
        if not any(agrees(value, decimals, fact, percent) for fact in known)
    ]


def is_a_tick(text):
    """Whether a text is only a round number, as an index or a mark of an axis is."""
    whole = re.fullmatch(r"−?(\d+)", text)
    quarter = re.fullmatch(r"(0|25|50|75|100) ?%", text)
    return bool(quarter or (whole and int(whole[1]) <= TICK))


def agrees(written, decimals, fact, percent):
    """Whether a number is this one, rounded to its digits; or a hundred times it."""
    if not decimals and not percent:
        return written == fact  # A count, a place or a digit: nothing is rounded to it.
    unit = Decimal(1).scaleb(-decimals)
    return any(
        written == Decimal(number).quantize(unit, ROUND_HALF_EVEN)
        for number in ((fact, 100.0 * fact) if percent else (fact,))
    )
