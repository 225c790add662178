"""Edits of one token in a scene, in what lies beside it, in the library: is a film ever stale?

After each edit the film is made twice: with a store that knows the films of all edits before, and
with an empty one. Both must show the same, frame by frame, and say the same.
"""

import io
import json
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
from nursery import LIBRARIES, Nursery, use_copies

from faults.place import Outcome

__all__ = ["compare", "films_after_edits", "mutated"]

Film = tuple[NDArray[np.float64], str]

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
    compiled = ["-m", "compileall", "-q", "--invalidation-mode", "checked-hash", str(library)]
    subprocess.run([sys.executable, *compiled], check=True)
    nursery = Nursery(*LIBRARIES, path=library, counted=False)
    try:
        wrong, plain = _compare(nursery, folder)
        yield "no edit", wrong or ("" if plain else "there is no film")
        seen = 0
        for turn in range(edits):
            path = rng.choice(list(sources))
            path.write_text(mutated(sources[path], rng), encoding="utf-8")
            if turn % 5 == 4:
                (folder / "speed.txt").write_text(f"{rng.uniform(0.2, 1):.2f}")
            wrong, shown = _compare(nursery, folder)
            seen += shown not in ("", plain)
            yield f"edit {turn + 1} of {path.name}", wrong
            path.write_text(sources[path], encoding="utf-8")
            if turn % 5 == 4:
                yield f"data that change after edit {turn + 1}", _compare(nursery, folder)[0]
        yield "edits that are seen", "" if 3 * seen >= edits else f"{seen} of {edits} only"
    finally:
        nursery.end()


def _compare(nursery: Nursery, folder: Path) -> tuple[str, str]:
    """Make the film warm and cold, in a process that loads the library as it is now.

    Returns
    -------
    tuple of str
        What is wrong, empty if nothing is; and what is seen, in short, empty without a film.
    """
    done = nursery.run(
        [sys.executable, "-c", "from faults.edits import compare; compare()"],
        cwd=folder,
        env=environment_of_child(
            PYTHONPATH=str(folder / "library"),
            NNVIZ_REPRODUCIBLE="1",
            # Python takes an edit within a second for none if the file is as long as before.
            PYTHONDONTWRITEBYTECODE="1",
        ),
    )
    if done.returncode != 0:
        # A library that cannot even be loaded makes no film, warm or cold.
        return "" if "Error" in done.stderr else f"it ended: {done.stderr[-200:]}", ""
    wrong, seen = json.loads(done.stdout)
    return wrong, seen


def compare() -> None:
    """Make the film of the scene in the working folder twice, and print what differs, as JSON."""
    use_copies()
    shutil.rmtree("cold", ignore_errors=True)
    warm, cold = _film("warm"), _film("cold")
    wrong, seen = "", ""
    if warm is None or cold is None:
        wrong = "" if warm is cold else "one film was made, the other was not"
    else:
        wrong = _difference(warm, cold)
        seen = warm[1] + str(warm[0].mean(axis=(1, 2, 3)).round(2).tolist())
    print(json.dumps((wrong, seen)))


def _difference(warm: Film, cold: Film) -> str:
    if warm[1] != cold[1]:
        return "the records differ"
    if warm[0].shape != cold[0].shape:
        return f"{len(warm[0])} frames, and {len(cold[0])} from an empty store"
    worst = float(np.abs(warm[0] - cold[0]).max())
    return "" if worst == 0 else f"a frame differs by up to {worst:.0f} of 255"


def _film(media: str) -> Film | None:
    """Return the frames of the film and its record, or None if there is none."""
    from nnviz import film

    if not Path(film.__file__).is_relative_to(Path.cwd() / "library"):
        raise SystemExit(f"{film.__file__} is not the library that is edited")
    (entry,) = film.choose_scenes(film.find_scenes("scene.py"), ["Edited"])
    size = film.Quality("tiny", 128, 72, 15)
    job = film.choose(digit=4).job(entry).with_quality(size)
    try:
        stored = film.FilmStore(media).film(job)
    except film.RenderFailed:
        return None
    with av.open(str(stored.film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    record = (stored.folder / "record.json").read_text(encoding="utf-8")
    return np.array(frames, dtype=np.float64), record.partition('"film_sha256"')[0]
