"""Review one job in this process: ``python -m nnviz.film.review.worker WORK``.

The job lies in the folder WORK. What was found is a line of JSON on stdout; what scenes print
themselves goes to stderr.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nnviz.errors import NNVizError
from nnviz.film.plan.job import FilmJob
from nnviz.film.render.worker import Report, answer, load_scene

__all__ = ["review_job"]

_SHORTER_SIDE = 90


def review_job(job: FilmJob, report: Report, work: Path) -> dict[str, Any]:
    """Play the scene of a job, and return what a viewer would stumble over.

    Parameters
    ----------
    job, report, work
        As for `draw_job`.
    """
    from nnviz.film.review.checks import review_scene
    from nnviz.stage import NetworkScene

    scene_class = load_scene(job.entry.path, job.scene)
    if not issubclass(scene_class, NetworkScene):
        raise NNVizError(
            f"{job.scene} is a scene of Manim's own: only a NetworkScene says what its sections "
            "and captions are"
        )
    shorter = min(job.width, job.height)
    review = review_scene(
        scene_class,
        subject=job.subject,
        theme=job.theme,
        width=_SHORTER_SIDE * job.width // shorter,
        height=_SHORTER_SIDE * job.height // shorter,
        texts=work / "texts",
    )
    report("progress", seconds=review.record["duration"], section="")
    return {
        "findings": [asdict(finding) for finding in review.findings],
        "sections": list(review.sections),
        "duration": review.record["duration"],
        "flashes": review.flashes,
    }


if __name__ == "__main__":
    sys.exit(answer(review_job))
