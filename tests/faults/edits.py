"""Edits of one token in a scene, in what lies beside it, in the library: is a film ever stale?

After each edit the film is made twice: with a store that knows the films of all edits before, and
with an empty one. Both must show the same, frame by frame, and say the same.
"""

import io
import random
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from children import ROOT, environment_of_child
from numpy.typing import NDArray

from faults.kills import Outcome

__all__ = ["films_after_edits", "mutated"]

_SCENE = """
from pathlib import Path

from helper import Dot, far
from manim import RIGHT, UP

from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout

SIZE = float((Path(__file__).parent / "size.txt").read_text())


class Edited(NetworkScene):
    def construct(self):
        self.dot = Dot(0.3 + SIZE * 0.4)
        self.next_section("One")
        self.say("A dot.")
        self.play(self.dot.animate.shift(far(1.5) * RIGHT), run_time=0.3)
        self.dot.add_updater(self.follow)
        self.next_section("Two")
        self.wait(0.3)
        self.dot.clear_updaters()
        layout = NetworkLayout.for_sizes((4, 3, 2), width=5.0, height=3.0)
        drawn = NetworkMobject(layout, theme=self.theme)
        self.play(self.dot.animate.shift(0.5 * UP), run_time=0.2)
        self.add(drawn)
        self.note("turns", self.turns(3))
        self.wait(0.2)

    def follow(self, dot, dt):
        dot.shift(2.0 * dt * UP)

    def turns(self, count):
        return count * 2 + 1
"""

_HELPER = """
from manim import Circle


class Dot(Circle):
    def __init__(self, radius):
        super().__init__(radius * 1.25)
        self.set_fill("#58C4DD", 0.75)


def far(length):
    return length * 1.5 - 0.25
"""

#: Files of the library whose numbers such a scene shows.
_LIBRARY = ("nnviz/view/layout.py", "nnviz/view/style.py", "nnviz/view/theme.py")


def mutated(source: str, rng: random.Random) -> str:
    """Return a source with one number or one operator changed to another.

    Examples
    --------
    >>> mutated("a = 2 + b", random.Random(1)) != "a = 2 + b"
    True
    """
    swaps = {"+": "-", "-": "+", "*": "+", "/": "*", "<": ">", ">": "<"}
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    places = [
        token
        for token in tokens
        if token.type == tokenize.NUMBER or (token.type == tokenize.OP and token.string in swaps)
    ]
    chosen = rng.choice(places)
    if chosen.type == tokenize.NUMBER:
        factor = rng.choice((0.5, 1.25, 2))
        new = str(round(float(chosen.string) * factor + 1, 3))
        new = new.removesuffix(".0") if "." not in chosen.string else new
    else:
        new = swaps[chosen.string]
    lines = source.splitlines(keepends=True)
    row, column = chosen.start[0] - 1, chosen.start[1]
    line = lines[row]
    lines[row] = line[:column] + new + line[column + len(chosen.string) :]
    return "".join(lines)


def films_after_edits(folder: Path, edits: int, seed: int) -> Iterator[Outcome]:
    """Edit, make the film warm and cold, compare; again and again, each edit on top of none."""
    rng = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    library = folder / "library"
    shutil.copytree(ROOT / "nnviz", library / "nnviz", ignore=shutil.ignore_patterns("*.pyc"))
    sources = {folder / "scene.py": _SCENE, folder / "helper.py": _HELPER}
    for name in _LIBRARY:
        sources[library / name] = (library / name).read_text(encoding="utf-8")
    for path, text in sources.items():
        path.write_text(text, encoding="utf-8")
    (folder / "size.txt").write_text("0.5")
    _film(folder, "warm")
    for turn in range(edits):
        path = rng.choice(list(sources))
        path.write_text(mutated(sources[path], rng), encoding="utf-8")
        if turn % 10 == 9:
            (folder / "size.txt").write_text(f"{rng.uniform(0.2, 1):.2f}")
        yield f"edit {turn + 1} of {path.name}", _compare(folder)
        path.write_text(sources[path], encoding="utf-8")


def _compare(folder: Path) -> str:
    shutil.rmtree(folder / "cold", ignore_errors=True)
    warm, cold = _film(folder, "warm"), _film(folder, "cold")
    if warm is None or cold is None:
        return "" if warm is cold else "one film was made, the other was not"
    if warm[1] != cold[1]:
        return "the records differ"
    if warm[0].shape != cold[0].shape:
        return f"{len(warm[0])} frames, and {len(cold[0])} from an empty store"
    # On several threads x264 does not write the same bytes each time.
    worst = float(np.abs(warm[0] - cold[0]).mean(axis=(1, 2, 3)).max())
    return "" if worst < 0.5 else f"a frame differs by {worst:.2f} of 255"


def _film(folder: Path, media: str) -> tuple[NDArray[np.float64], str] | None:
    """Return the frames of the film and its record, or None if the scene fails."""
    target = folder / f"{media}.mp4"
    words = ["render", "Edited", "--scenes", "scene.py", "--size", "128x72", "-q", "l"]
    done = subprocess.run(
        [sys.executable, "-m", "nnviz", *words, "--media", media, "-o", str(target)],
        cwd=folder,
        env=environment_of_child(PYTHONPATH=str(folder / "library")),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return None
    with av.open(str(target)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    record = target.with_suffix(".json").read_text(encoding="utf-8")
    return np.array(frames, dtype=np.float64), record.partition('"film_sha256"')[0]
