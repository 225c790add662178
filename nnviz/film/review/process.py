"""Review scenes in processes of their own."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnviz.film.plan.job import FilmJob
from nnviz.film.render.process import Processes, RenderFailed, run_worker
from nnviz.film.render.queue import run_queue
from nnviz.film.review.findings import Finding

__all__ = ["SceneReview", "review_jobs"]


@dataclass(frozen=True)
class SceneReview:
    """What the review of a scene found.

    Attributes
    ----------
    scene : str
    findings : tuple of Finding
        In the order of time; empty for a scene that is clean.
    sections : tuple of str
        The sections whose ends were looked at.
    duration : float
        Of the scene, in seconds.
    flashes : int
        The most flashes of any part of the picture in any second.

    Examples
    --------
    >>> clean = SceneReview("Mine", findings=(), sections=("One",), duration=4.0, flashes=0)
    >>> clean.findings
    ()
    """

    scene: str
    findings: tuple[Finding, ...]
    sections: tuple[str, ...]
    duration: float
    flashes: int


def review_jobs(
    jobs: Sequence[FilmJob],
    *,
    at_once: int | None = None,
    finished: Callable[[FilmJob, SceneReview | RenderFailed], None] | None = None,
) -> list[SceneReview | RenderFailed]:
    """Play the scenes of jobs without writing a film, and say what a viewer would stumble over.

    Words that overlap, leave the frame, are too small or too faint at the end of a section;
    captions that go before they can be read; flashes.

    Parameters
    ----------
    jobs : sequence of FilmJob
        Their frame says for which shape the scenes are laid out.
    at_once, finished
        As for `FilmStore.films`.

    Raises
    ------
    NNVizError
        If `at_once` is less than 1.

    Examples
    --------
    >>> from pathlib import Path
    >>> from nnviz.film import choose, find_scenes
    >>> _ = Path("faint.py").write_text('''from nnviz.stage import NetworkScene
    ... class Faint(NetworkScene):
    ...     def construct(self):
    ...         self.next_section("One")
    ...         self.add(self.words("Who can read this?", color="#101820"))
    ...         self.wait()
    ... ''')
    >>> (faint,) = find_scenes("faint.py")
    >>> (review,) = review_jobs([choose().job(faint)])
    >>> for finding in review.findings:
    ...     print(finding)
    1.0 s, One: 'Who can read this?' has a contrast of 1.1, expected 4.5
    """
    processes = Processes()

    def one(job: FilmJob) -> SceneReview:
        with tempfile.TemporaryDirectory(prefix="nnviz-review-") as folder:
            work = Path(folder)
            found = run_worker("nnviz.film.review.worker", job, work, processes=processes)
        return _review_of(job, found)

    return run_queue(
        one, jobs, caught=RenderFailed, at_once=at_once, ended=finished, stop=processes.end
    )


def _review_of(job: FilmJob, found: dict[str, Any]) -> SceneReview:
    findings = tuple(Finding(**finding) for finding in found["findings"])
    return SceneReview(
        job.scene,
        tuple(sorted(findings, key=lambda finding: finding.seconds)),
        tuple(found["sections"]),
        float(found["duration"]),
        int(found["flashes"]),
    )
