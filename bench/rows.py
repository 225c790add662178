"""The rows of the table: each is a function that measures in a process of its own.

``python -m bench.rows NAME REPEATS FOLDER`` prints what the row NAME measured, as JSON.
"""

import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from manim import Camera, Scene

from bench import plain, render, scenes
from bench.voice import voice_cost
from nnviz import ForwardPass, Network
from nnviz.data import load_digits, load_network
from nnviz.mobjects import NetworkMobject, forget_rasters
from nnviz.stage import NetworkCamera
from nnviz.view import NetworkLayout

Result = dict[str, Any]

#: Plain Manim is too slow to run whole: its plays are measured with so many frames, and continued.
FEW, MORE = 1, 5


def play_times(kind: type[Scene], frames: int) -> list[float]:
    """Render a scene whose plays have so many frames: seconds outside of plays, then of each."""
    durations: list[float] = []

    class Timed(kind):  # type: ignore[misc, valid-type]
        def play(self, *args: Any, **kwargs: Any) -> None:
            durations.append(render.seconds(partial(super().play, *args, **kwargs)))

    Timed.frames = frames
    whole = render.seconds(lambda: Timed().render())
    return [whole - sum(durations), *durations]


def plain_seconds(
    kind: type[Scene], plays: list[int], *, frames: tuple[int, int] = (FEW, MORE)
) -> float:
    """Estimate a plain scene: what a play costs at once, and for each of its frames."""
    few, more = (play_times(kind, count) for count in frames)
    total = min(few[0], more[0])
    for count, one, other in zip(plays, few[1:], more[1:], strict=True):
        total += one + (other - one) / (frames[1] - frames[0]) * (count - frames[0])
    return total


def propagation(
    repeats: int, input_style: str, kind: type[Scene], frames: tuple[int, int]
) -> Result:
    result = render.against_the_floor(kind, repeats)
    for name, tuned in (("plain", False), ("tuned", True)):
        options = {"input_style": input_style, "tuned": tuned}
        slow = type("Plain", (plain.PlainPropagation,), options)
        taken = plain_seconds(slow, plain.step_plays(), frames=frames)
        result |= {f"{name}_seconds": taken, f"{name}_to_ours": taken / result["seconds"]}
    return result


def whole(repeats: int) -> Result:
    return propagation(repeats, "grid", scenes.Whole, (FEW, MORE))


def short(repeats: int) -> Result:
    return propagation(repeats, "column", scenes.Short, (6, 30))


def every_number(repeats: int) -> Result:
    result = render.against_the_floor(scenes.EveryNumber, repeats)
    result["plain_seconds"] = plain_seconds(plain.PlainEveryNumber, [int(result["frames"])])
    result["plain_to_ours"] = result["plain_seconds"] / result["seconds"]
    return result


def draw_plain(record: ForwardPass) -> None:
    network = plain.PlainNetwork("grid")
    network.show(record)
    camera = Camera()
    camera.capture_mobjects([network.everything])


def first_frame(repeats: int) -> Result:
    """From import done to pixels: build the mobjects, draw them; then show another digit."""
    load_network(), load_digits()
    ours, second, theirs = [], [], []
    layout = scenes.layout("grid")
    for turn in range(repeats):
        one, two = scenes.forward_pass(turn), scenes.forward_pass(turn + 40)
        forget_rasters()
        camera = NetworkCamera()
        drawn: list[NetworkMobject] = []

        def build(camera: Camera = camera, one: Any = one, drawn: Any = drawn) -> None:
            drawn.append(NetworkMobject(layout).show(one))
            camera.reset()
            camera.capture_mobjects(drawn)

        def show(camera: Camera = camera, two: Any = two, drawn: Any = drawn) -> None:
            drawn[0].show(two)
            camera.reset()
            camera.capture_mobjects(drawn)

        ours.append(render.seconds(build))
        second.append(render.seconds(show))
        theirs.append(render.seconds(partial(draw_plain, one)))

    return {
        "seconds": median(ours),
        "second_digit_seconds": median(second),
        "plain_seconds": median(theirs),
        "plain_to_ours": median(theirs) / median(ours),
        "first_to_second": median(ours) / median(second),
    }


def growth(repeats: int) -> Result:
    """Draw 784, 3,136 and 12,544 inputs in the same square: a pulse, new colours, a new raster."""
    sizes = (28, 56, 112)
    result: dict[str, Any] = {}
    for side in sizes:
        network = Network.random((side * side, 16, 16, 10), seed=side)
        layout = NetworkLayout.for_sizes(network.sizes, input_style="grid")
        inputs = np.random.default_rng(side).random(side * side)
        record = network.forward(inputs)
        forget_rasters()
        camera = NetworkCamera()
        drawn = NetworkMobject(layout).show(record)
        camera.reset()
        first = render.seconds(partial(camera.capture_mobjects, [drawn]))
        covered = int((camera.pixel_array != camera.background).any(axis=2).sum())
        pulse = []
        for front in np.linspace(0, 1, 6 * repeats):
            drawn.set_pulse(0, float(front))
            camera.reset()
            pulse.append(render.seconds(partial(camera.capture_mobjects, [drawn])))
        lines = drawn.connections[0]
        lengths = np.linalg.norm(lines.ends - lines.starts, axis=1)
        unit = camera.pixel_width / camera.frame_width
        result[str(side * side)] = {
            "first_frame_seconds": first,
            "pulse_ms_a_frame": 1000 * median(pulse),
            "pixels_lit": covered,
            "pixels_covered": float((lengths * lines.widths * 0.01).sum() * unit**2),
        }
    small, large = result[str(sizes[0] ** 2)], result[str(sizes[-1] ** 2)]
    for name, measure in (("pulse", "pulse_ms_a_frame"), ("first", "first_frame_seconds")):
        result[f"{name}_time_growth"] = large[measure] / small[measure]
    result["pixel_growth"] = large["pixels_covered"] / small["pixels_covered"]
    result["lit_pixel_growth"] = large["pixels_lit"] / small["pixels_lit"]
    return result


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory_empty(_: int) -> Result:
    render.render(scenes.AlmostEmpty)
    return {"peak_mb": peak_megabytes()}


def memory_whole(_: int) -> Result:
    render.render(scenes.Whole)
    return {"peak_mb": peak_megabytes()}


def memory_numbers(_: int) -> Result:
    render.render(scenes.EveryNumber)
    return {"peak_mb": peak_megabytes()}


def empty(repeats: int) -> Result:
    return render.against_the_floor(scenes.AlmostEmpty, repeats)


def forward(repeats: int) -> Result:
    """All 10,000 digits at once, against three bare products with the same sigmoid."""
    network, digits = load_network(), load_digits()
    # Read-only, as the arrays of records are; a forward pass copies what could still be changed.
    inputs = digits.images.reshape(-1, 784) / 255.0
    inputs.setflags(write=False)
    layers = [(layer.weights.T.copy(), layer.biases, layer.activation) for layer in network.layers]

    def bare() -> Any:
        values = inputs
        for weights, biases, activation in layers:
            values = activation(values @ weights + biases)
        return values

    difference = float(np.abs(network.forward(inputs).outputs - bare()).max())
    ours, theirs = [], []
    for _ in range(5 * repeats):
        ours.append(render.seconds(lambda: network.forward(inputs)))
        theirs.append(render.seconds(bare))
    return {
        "seconds": median(ours),
        "bare_seconds": median(theirs),
        "to_bare": median(a / b for a, b in zip(ours, theirs, strict=True)),
        "largest_difference": difference,
    }


ROWS: dict[str, Callable[[int], Result]] = {
    "empty": empty,
    "whole": whole,
    "short": short,
    "every_number": every_number,
    "first_frame": first_frame,
    "growth": growth,
    "memory_empty": memory_empty,
    "memory_whole": memory_whole,
    "memory_numbers": memory_numbers,
    "forward": forward,
    "voice": voice_cost,
}


def main() -> None:
    name, repeats, folder = sys.argv[1:]
    render.configure(Path(folder))
    print(json.dumps(ROWS[name](int(repeats))))


if __name__ == "__main__":
    main()
