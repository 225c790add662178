"""An answer of ``nnviz predict`` in words, and as pictures of characters."""

import click
import numpy as np

from nnviz.cli.common import bar
from nnviz.core import FloatArray
from nnviz.data import WARNINGS, Doubt, Explanation, Subject, explain_answer
from nnviz.errors import one_line

__all__ = ["answer_text"]

_SHADES = " ░▒▓█"
_WEAK, _STRONG = 0.08, 0.4
_CERTAINTIES = {
    "guess": "a guess, or {second}",
    "close": "not sure: {second} is close",
    "quite": "quite sure",
    "very": "very sure",
}


def answer_text(
    source: str, subject: Subject, doubt: Doubt, *, show: bool = False, explains: bool = False
) -> str:
    """Say what a network answers, how sure it is, and what is doubtful.

    Parameters
    ----------
    source : str
        The picture's name.
    subject : Subject
    doubt : Doubt
    show : bool
        Begin with the pixels that the network sees.
    explains : bool
        Begin with the pixels that spoke for the answer and against it, and say where they are.
    """
    record = subject.forward_pass
    best, second = record.ranking[:2]
    outputs = record.outputs
    certainty = _CERTAINTIES[doubt.certainty].format(second=second)
    lines = [_picture(subject.image)] if show else []
    found = explain_answer(subject.network, subject.image) if explains else None
    if found is not None:
        lines.append(_worth_picture(found))
    lines.append(f"{one_line(source)}: {best}  ({certainty})")
    for digit, value in enumerate(outputs):
        line = f"  {digit}  {bar(float(value))}  {value:.3f}"
        lines.append(click.style(line, bold=True) if digit == best else line)
    lines.append(f"  next best: {second}, {outputs[best] - outputs[second]:.3f} behind")
    lines.append(f"  of answers like this one, {_percent(doubt.chance)} are right")
    lines += [f"  warning: {WARNINGS[key]}" for key in doubt.warnings]
    if found is not None:
        lines += [f"  {found.words}", f"  ({found.method}; its z is {found.z:.1f} in all)"]
    if subject.label is not None:
        verdict = "right" if subject.label == best else "wrong"
        lines.append(f"  it is labelled {subject.label}: {verdict}")
    return "\n".join(lines)


def _percent(chance: float) -> str:
    return "more than 99 %" if chance > 0.99 else f"{100 * chance:.0f} %"


def _picture(image: FloatArray) -> str:
    steps = (image * (len(_SHADES) - 1) + 0.5).astype(int)
    # Two characters a pixel, since a character is about twice as high as it is wide.
    rows = ["".join(_SHADES[step] * 2 for step in row) for row in steps]
    return _framed(rows)


def _worth_picture(found: Explanation) -> str:
    """Return the pixels as signs: + and # for the answer, - and = against it, . for hardly."""
    most = float(np.abs(found.worth).max()) or 1.0
    rows = []
    for worths, inks in zip(found.worth / most, found.image, strict=True):
        rows.append(
            "".join(_sign(float(w), float(ink)) for w, ink in zip(worths, inks, strict=True))
        )
    return _framed(rows)


def _sign(worth: float, ink: float) -> str:
    """Return two characters for a pixel; `worth` is a part of the largest."""
    if not ink:
        return "  "
    strong = abs(worth) >= _STRONG
    if abs(worth) < _WEAK:
        return ".."
    if worth > 0:
        return click.style("##" if strong else "++", fg="blue")
    return click.style("==" if strong else "--", fg="red")


def _framed(rows: list[str]) -> str:
    frame = "─" * 56
    return "\n".join([f"┌{frame}┐", *(f"│{row}│" for row in rows), f"└{frame}┘"])
