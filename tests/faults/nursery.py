"""A process that has loaded all libraries but ours, and makes films in copies of itself.

A film needs a moment then, and not the seconds in which Python loads Manim. Each copy loads nnviz
anew, as it lies in the folder of the library just then.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np
from children import ROOT, environment_of_child
from numpy.typing import NDArray

__all__ = ["Nursery"]

Film = tuple[NDArray[np.float64], str]

_LOADED = ("manim", "scipy.ndimage", "scipy.special", "typst", "safetensors.numpy", "jinja2")


class Nursery:
    """Makes the film of ``scene.py`` in a folder, warm and cold, and compares.

    Parameters
    ----------
    folder : Path
        Holds ``scene.py`` with a scene ``Edited``.
    library : Path
        Holds ``nnviz``. It is compiled once, and what is edited then is loaded as it is: Python
        takes an edit within a second for none if the file is as long as before.
    """

    def __init__(self, folder: Path, library: Path) -> None:
        compiled = ["-m", "compileall", "-q", "--invalidation-mode", "checked-hash", str(library)]
        subprocess.run([sys.executable, *compiled], check=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "faults.nursery", str(library)],
            cwd=folder,
            env=environment_of_child(
                PYTHONPATH=str(ROOT / "tests"),
                NNVIZ_REPRODUCIBLE="1",
                OMP_NUM_THREADS="1",
                OPENBLAS_NUM_THREADS="1",
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def compare(self) -> tuple[str, str]:
        """Make the film warm and cold.

        Returns
        -------
        tuple of str
            What is wrong, empty if nothing is; and a digest of what is seen, empty without a film.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            return "the nursery has ended", ""
        wrong, seen = json.loads(line)
        return wrong, seen


def main() -> None:
    """Compare once for each line that comes in, each time in a copy of this process."""
    for name in _LOADED:
        import_module(name)
    sys.path.insert(0, sys.argv[1])
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for _ in sys.stdin:
        done = _in_a_copy(_compared)
        # A library that cannot even be loaded makes no film, warm or cold.
        replies.write(json.dumps(done.get("result", ["", ""])) + "\n")
        replies.flush()


def _in_a_copy(do: Callable[[], Any]) -> dict[str, Any]:
    """Return the result of a function that is called in a copy of this process, or its fault."""
    read, write = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            reply = {"result": do()}
        except BaseException as error:
            reply = {"fault": repr(error)}
        os.write(write, json.dumps(reply).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(number, 0)
    done: dict[str, Any] = json.loads(said or '{"fault": "it ended"}')
    return done


def _compared() -> tuple[str, str]:
    shutil.rmtree("cold", ignore_errors=True)
    warm, cold = _film("warm"), _film("cold")
    if warm is None or cold is None:
        return ("" if warm is cold else "one film was made, the other was not"), ""
    return _difference(warm, cold), warm[1] + str(warm[0].mean(axis=(1, 2, 3)).round(2).tolist())


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
    from nnviz.film.store import films

    if not Path(film.__file__).is_relative_to(sys.argv[1]):
        raise AssertionError(f"{film.__file__} is not the library that is edited")
    patched: Any = films
    patched.run_worker = _drawn_in_a_copy
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


def _drawn_in_a_copy(
    _: str, job: Any, work: Path, clips: str, speech: str, **__: Any
) -> dict[str, Any]:
    """Do what `nnviz.film.render.process.run_worker` does, without a new Python."""
    from nnviz.film import RenderFailed
    from nnviz.film.render.order import read_order, write_order
    from nnviz.film.render.worker import draw_job

    write_order(job, work)

    def draw() -> dict[str, Any]:
        return draw_job(read_order(work), lambda *_, **__: None, work, Path(clips), Path(speech))

    done = _in_a_copy(draw)
    if "fault" in done:
        raise RenderFailed(job.scene, done["fault"])
    drawn: dict[str, Any] = done["result"]
    return drawn


if __name__ == "__main__":
    main()
