"""Digits drawn with the mouse on the pad of a lesson, as strokes in pad units of 280."""

import math

import numpy as np

RING = [(140 + 55 * math.sin(t), 140 - 85 * math.cos(t)) for t in np.linspace(0, 2 * math.pi, 16)]
DRAWINGS: dict[int, list[list[tuple[float, float]]]] = {
    0: [RING],
    1: [[(150, 50), (146, 120), (140, 230)]],
    7: [[(70, 70), (140, 66), (205, 70), (170, 140), (135, 235)]],
}


def draw(visit, strokes):
    """Draw with the mouse, in pad units of 280."""
    pad = visit.part("pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    unit = box["width"] / 280
    mouse = visit.page.mouse
    for stroke in strokes:
        places = [(box["x"] + x * unit, box["y"] + y * unit) for x, y in stroke]
        mouse.move(*places[0])
        mouse.down()
        for place in places[1:]:
            mouse.move(*place, steps=2)
        mouse.up()
