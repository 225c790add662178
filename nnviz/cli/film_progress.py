"""One display for all scenes that are being rendered, on stderr."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from nnviz.film import FilmJob, FilmStore, RenderFailed, RenderProgress, StoredFilm

__all__ = ["FilmProgress"]


class FilmProgress:
    """Show how far each scene is; use it as a context.

    On a terminal there is a line for every scene that runs and one for the whole; elsewhere one
    line is printed when a scene is finished.

    Parameters
    ----------
    jobs : sequence of FilmJob
        What will be drawn.
    store : FilmStore
        Knows how long a scene was when it was last drawn.
    """

    def __init__(self, jobs: Sequence[FilmJob], store: FilmStore) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._display = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[state]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._lengths = {job.scene: store.known_duration(job) for job in jobs}
        self._tasks: dict[str, TaskID] = {}
        self._done = 0
        self._number = len(jobs)
        self._whole: TaskID | None = None
        if self._number > 1:
            self._whole = self._display.add_task("All scenes", total=self._number, state="")

    def __enter__(self) -> Self:
        self._display.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._display.stop()

    def step(self, step: RenderProgress) -> None:
        """Show how far a scene is."""
        task = self._tasks.get(step.scene)
        if task is None:
            task = self._display.add_task(
                step.scene, total=self._lengths.get(step.scene), state="starting"
            )
            self._tasks[step.scene] = task
        section = "" if step.section == "autocreated" else f"  {step.section}"
        self._display.update(
            task, completed=step.seconds, state=f"{step.seconds:5.1f} s of film{section}"
        )

    def finished(self, job: FilmJob, outcome: StoredFilm | RenderFailed) -> None:
        """Show that a scene has been drawn, or was there, or failed."""
        if isinstance(outcome, RenderFailed):
            self.ended(job, None)
        else:
            self.ended(job, outcome.record.duration, drawn=outcome.drawn)

    def ended(self, job: FilmJob, seconds: float | None, *, drawn: bool = True) -> None:
        """Show that a scene has ended: with so many seconds of film, or None if it failed.

        Of one that was there already nothing is printed.
        """
        self._done += 1
        task = self._tasks.pop(job.scene, None)
        if task is not None:
            self._display.remove_task(task)
        if self._whole is not None:
            self._display.update(
                self._whole, completed=self._done, state=f"{self._done} of {self._number}"
            )
        if drawn:
            said = "not rendered" if seconds is None else f"{seconds:.1f} s"
            count = f"[{self._done}/{self._number}] " if self._number > 1 else ""
            self._console.print(f"{count}{job.scene}: {said}", markup=False)
