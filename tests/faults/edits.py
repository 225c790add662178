"""Edits of one token in a scene, in what lies beside it, in the library: is a film ever stale?

After each edit the film is made twice: with a store that knows the films of all edits before, and
with an empty one. Both must show the same, frame by frame, and say the same.
"""

import io
import random
import shutil
import tokenize
from collections.abc import Iterator
from pathlib import Path

from children import ROOT

from faults.kills import Outcome
from faults.nursery import Nursery

__all__ = ["films_after_edits", "mutated"]

_SCENE = """
from pathlib import Path

from helper import Dot, far
from manim import RIGHT, UP

from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout

SPEED = float((Path(__file__).parent / "speed.txt").read_text())


class Edited(NetworkScene):
    def construct(self):
        self.dot = Dot(0.5)
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
        dot.shift(self.speed() * dt * UP)

    def speed(self):
        return 2.0 * SPEED

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
    """Edit, make the film warm and cold, compare; again and again, each edit on top of none.

    Parameters
    ----------
    folder : Path
        For the scene and a copy of the library; emptied.
    edits, seed : int
        How many, and of the random choices.
    """
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
    (folder / "speed.txt").write_text("0.5")
    with Nursery(folder, library) as nursery:
        wrong, plain = nursery.compare()
        yield "no edit", wrong or ("" if plain else "there is no film")
        seen = 0
        for turn in range(edits):
            path = rng.choice(list(sources))
            path.write_text(mutated(sources[path], rng), encoding="utf-8")
            if turn % 5 == 4:
                (folder / "speed.txt").write_text(f"{rng.uniform(0.2, 1):.2f}")
            wrong, shown = nursery.compare()
            seen += shown not in ("", plain)
            yield f"edit {turn + 1} of {path.name}", wrong
            path.write_text(sources[path], encoding="utf-8")
            if turn % 5 == 4:
                yield f"data that change after edit {turn + 1}", nursery.compare()[0]
        yield "edits that are seen", "" if 3 * seen >= edits else f"{seen} of {edits} only"
