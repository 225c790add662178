"""One display for all scenes that are being rendered, on stderr."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from nnviz.core import NNVizError
from nnviz.film.record import FilmRecord
from nnviz.film.render.process import Progress as Step
from nnviz.film.render.process import Rendered, RenderFailed
from nnviz.film.render.queue import Order

__all__ = ["FilmProgress"]


class FilmProgress:
    """Show how far each scene is; use it as a context.

    On a terminal there is a line for every scene that runs and one for the whole; elsewhere one
    line is printed when a scene is finished.

    Parameters
    ----------
    orders : sequence of Order
        What will be rendered. The length of a scene is known from its last record, if it has one.
    quiet : bool
        Show nothing.
    """

    def __init__(self, orders: Sequence[Order], *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        self._display = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[state]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._lengths = {order.job.scene: _known_length(order) for order in orders}
        self._tasks: dict[str, TaskID] = {}
        self._done = 0
        self._number = len(orders)
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

    def step(self, step: Step) -> None:
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

    def finished(self, order: Order, outcome: Rendered | RenderFailed) -> None:
        """Show that a scene has ended."""
        self._done += 1
        task = self._tasks.pop(order.job.scene, None)
        if task is not None:
            self._display.remove_task(task)
        if self._whole is not None:
            self._display.update(
                self._whole, completed=self._done, state=f"{self._done} of {self._number}"
            )
        if isinstance(outcome, RenderFailed):
            said = f"{order.job.scene}: not rendered"
        else:
            said = f"{order.job.scene}: {outcome.record.duration:.1f} s"
        count = f"[{self._done}/{self._number}] " if self._number > 1 else ""
        self._console.print(f"{count}{said}", markup=False)


def _known_length(order: Order) -> float | None:
    beside = order.target.with_name(order.target.stem + ".json")
    try:
        return FilmRecord.load(beside).duration or None
    except NNVizError:
        return None
