"""Ways to write a digit, each with numbers that are drawn anew: a flag's length, a hook's depth.

A form gives lines; a line is its points (across, down) in about a unit square. The forms, and how
far they vary, are others than those of `nnviz.data.drawing`, on which the network is tested.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

__all__ = ["WAYS", "Form"]

Point = tuple[float, float]
Lines = list[list[Point]]
Form = Callable[[np.random.Generator], Lines]
"""Draws its numbers and returns its lines."""


def _oval(x: float, y: float, rx: float, ry: float, start: float, sweep: float) -> list[Point]:
    """Return points around an oval, degrees clockwise from its top."""
    around = np.deg2rad(start + np.linspace(0.0, sweep, max(4, int(abs(sweep) / 24))))
    across, down = x + rx * np.sin(around), y - ry * np.cos(around)
    return list(zip(across.tolist(), down.tolist(), strict=True))


def _zero(g: np.random.Generator, *, boxy: bool = False) -> Lines:
    rx = g.uniform(0.25, 0.5)
    if boxy:
        return [[(0, 0), (2 * rx, 0), (2 * rx, 1), (0, 1), (0, g.uniform(-0.05, 0.1))]]
    sweep = g.uniform(335, 400) * g.choice((-1, 1))
    return [_oval(0.5, 0.5, rx, 0.5, g.uniform(-50, 50), sweep)]


def _one(g: np.random.Generator, *, flag: bool, foot: bool) -> Lines:
    top, bottom = (0.5, 0.0), (0.5 + g.normal(0, 0.03), 1.0)
    stem = [top, bottom]
    if flag:
        long, angle = g.uniform(0.18, 0.85), np.deg2rad(g.uniform(22, 58))
        tip = (0.5 - long * np.sin(angle), long * np.cos(angle))
        bow = g.normal(0.0, 0.04)
        middle = ((tip[0] + 0.5) / 2 + bow, tip[1] / 2 + bow)
        stem = [tip, middle, top, bottom]
    lines = [stem]
    if foot:
        left, right = g.uniform(0.12, 0.42, 2)
        tilt = g.normal(0.0, 0.02)
        lines.append([(bottom[0] - left, 1 - tilt), (bottom[0] + right, 1 + tilt)])
    return lines


def _two(g: np.random.Generator, *, end: str) -> Lines:
    if end == "boxy":
        y, x = g.uniform(0.38, 0.58), g.uniform(0.5, 0.9)
        return [[(0, 0), (x, 0), (x, y), (0, y), (0, 1), (x, 1)]]
    rx, ry = g.uniform(0.25, 0.4), g.uniform(0.2, 0.34)
    neck = _oval(0.45, ry, rx, ry, g.uniform(-100, -50), g.uniform(180, 220))
    if end == "loop":
        size = g.uniform(0.06, 0.14)
        loop = _oval(0.16 + size, 1 - size, size, size, 180, 250)
        return [[*neck, *loop, (0.5, 0.93), (g.uniform(0.75, 1.0), g.uniform(0.88, 1.02))]]
    foot = (g.uniform(0.0, 0.15), 1.0)
    return [[*neck, foot], [foot, (g.uniform(0.7, 1.0), 1 + g.normal(0, 0.03))]]


def _three(g: np.random.Generator, *, top: str) -> Lines:
    waist = g.uniform(0.36, 0.52)
    low = (1 + waist) / 2
    belly = _oval(0.4, low, g.uniform(0.3, 0.5), 1 - low, 0, g.uniform(200, 262))
    if top == "boxy":
        x = g.uniform(0.5, 0.9)
        return [[(0, 0), (x, 0), (x, 1), (0, 1)], [(g.uniform(0, 0.3), waist), (x, waist)]]
    if top == "flat":
        return [[(0.05, 0.02), (0.8, 0)], [(0.8, 0), (0.4, waist)], [(0.4, waist), *belly]]
    cap = _oval(0.4, waist / 2, g.uniform(0.24, 0.42), waist / 2, g.uniform(-80, -40), 240)
    return [[*cap[:-1], (g.uniform(0.25, 0.42), waist)], [(0.36, waist), *belly]]


def _four(g: np.random.Generator, *, top: str) -> Lines:
    bar, stem = g.uniform(0.5, 0.72), g.uniform(0.58, 0.8)
    right = stem + g.uniform(0.08, 0.35)
    if top == "closed":
        return [
            [(stem, 1), (stem + g.normal(0, 0.03), 0)],
            [(stem, 0), (0, bar), (right, bar + g.normal(0, 0.03))],
        ]
    left = g.uniform(0.0, 0.3)
    start = g.uniform(0.0, 0.42)
    if top == "round":
        cup = [(left, 0), (0.02, 0.5 * bar), (0.12, bar), (0.45, bar + 0.03), (stem, 0.75 * bar)]
        return [cup, [(stem + 0.02, start), (stem - g.uniform(0, 0.12), 1)]]
    lean = g.normal(0.0, 0.06)
    return [
        [(left, g.uniform(0, 0.1)), (0.02 + 0.3 * left, bar), (right, bar + g.normal(0, 0.03))],
        [(stem + lean, start), (stem - lean, 1)],
    ]


def _five(g: np.random.Generator, *, top: str) -> Lines:
    shoulder, x = g.uniform(0.36, 0.5), g.uniform(0.5, 0.9)
    if top == "boxy":
        return [[(x, 0), (0, 0), (0, shoulder), (x, shoulder), (x, 1), (0, 1)]]
    low = (1 + shoulder) / 2
    belly = _oval(0.36, low, g.uniform(0.3, 0.48), 1 - low, -20, g.uniform(225, 285))
    back = (0.12, shoulder + 0.05)
    cap = g.uniform(0.1, 0.3)
    gap = g.uniform(-0.06, 0.12) if top == "apart" else 0.0
    lines = [[(cap, gap * 0.5), back], [back, *belly]]
    return [*lines, [(cap + gap, 0), (g.uniform(0.65, 1.0), g.normal(0, 0.04))]]


def _six(g: np.random.Generator, *, back: str) -> Lines:
    if back == "boxy":
        y, x = g.uniform(0.42, 0.62), g.uniform(0.5, 0.85)
        return [[(x, 0), (0, 0), (0, 1), (x, 1), (x, y), (0, y)]]
    ry, rx = g.uniform(0.18, 0.32), g.uniform(0.22, 0.4)
    ring = _oval(rx, 1 - ry, rx, ry, -90, -g.uniform(330, 385))
    if back == "straight":
        return [[(g.uniform(0.35, 0.8), 0), *ring]]
    return [[(g.uniform(0.5, 0.85), g.uniform(0, 0.06)), (0.3, 0.15), (0.06, 0.5), *ring]]


def _seven(g: np.random.Generator, *, serif: bool, crossed: bool) -> Lines:
    x, foot = g.uniform(0.6, 1.0), g.uniform(0.15, 0.6)
    tilt = g.normal(0.0, 0.035)
    bow = g.uniform(0.0, 0.18)
    corner = (x, 0.0)
    lines: Lines = [[(0, tilt), corner], [corner, ((x + foot) / 2 - bow, 0.5), (foot, 1)]]
    if serif:
        lines.insert(0, [(g.normal(0, 0.03), g.uniform(0.08, 0.26)), (0, tilt)])
    if crossed:
        y, half = g.uniform(0.38, 0.62), g.uniform(0.12, 0.32)
        middle = x + (foot - x) * y - bow * (1 - abs(2 * y - 1))
        rise = g.normal(0.0, 0.04)
        lines.append([(middle - half, y + rise), (middle + half, y - rise)])
    return lines


def _eight(g: np.random.Generator, *, made: str) -> Lines:
    waist = g.uniform(0.38, 0.52)
    low = (1 + waist) / 2
    r_top, r_low = g.uniform(0.2, 0.36), g.uniform(0.26, 0.44)
    if made == "rings":
        return [
            _oval(0.45, waist / 2, r_top, waist / 2, g.uniform(-60, 60), 372),
            _oval(0.45, low, r_low, 1 - low, g.uniform(-60, 60), 372),
        ]
    open_by = g.uniform(20, 70) if made == "open" else 0.0
    top = _oval(0.45, waist / 2, r_top, waist / 2, 60 + open_by / 2, -240 - open_by / 2)
    belly = _oval(0.45, low, r_low, 1 - low, 0, 360)
    back = _oval(0.45, waist / 2, r_top, waist / 2, 180, -g.uniform(70, 115))
    return [[*top, *belly[1:-1], *back]]


def _nine(g: np.random.Generator, *, leg: str) -> Lines:
    ry, rx = g.uniform(0.17, 0.3), g.uniform(0.22, 0.4)
    ring = _oval(rx, ry, rx, ry, g.uniform(40, 85), -g.uniform(300, 370))
    x = 2 * rx
    if leg == "straight":
        return [ring, [(x, g.uniform(0, ry)), (x - g.uniform(-0.02, 0.3), 1)]]
    depth, reach = g.uniform(0.08, 0.25), g.uniform(0.25, 0.8)
    hook = [
        (x, g.uniform(0.05, ry)), (x + 0.02, 0.6), (x - 0.12, 1 - 0.25 * depth), (x - 0.3, 1.0),
        (x - 0.3 - 0.5 * reach, 1 - 0.3 * depth), (x - 0.25 - reach, 1 - depth),
    ]  # fmt: skip
    return [ring, hook[: 6 if reach > 0.4 else 5]]


WAYS: tuple[tuple[tuple[Form, float], ...], ...] = (
    ((_zero, 3), (partial(_zero, boxy=True), 1)),
    (
        (partial(_one, flag=False, foot=False), 2),
        (partial(_one, flag=True, foot=False), 6),
        (partial(_one, flag=True, foot=True), 3),
        (partial(_one, flag=False, foot=True), 1),
    ),
    tuple((partial(_two, end=end), n) for end, n in (("plain", 3), ("loop", 2), ("boxy", 1))),
    tuple((partial(_three, top=top), n) for top, n in (("round", 2), ("flat", 2), ("boxy", 1))),
    tuple((partial(_four, top=top), n) for top, n in (("closed", 2), ("open", 4), ("round", 1))),
    tuple((partial(_five, top=top), n) for top, n in (("plain", 2), ("apart", 2), ("boxy", 1))),
    tuple((partial(_six, back=b), n) for b, n in (("round", 2), ("straight", 2), ("boxy", 1))),
    tuple(
        (partial(_seven, serif=serif, crossed=crossed), 1 + crossed)
        for serif in (False, True)
        for crossed in (False, True)
    ),
    tuple((partial(_eight, made=made), n) for made, n in (("curve", 2), ("rings", 2), ("open", 2))),
    ((partial(_nine, leg="straight"), 3), (partial(_nine, leg="hook"), 5)),
)
"""The forms of each digit, 0 to 9, and how often each is written."""
