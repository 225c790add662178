"""Render several scenes, a few at a time."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnviz.core import NNVizError
from nnviz.film.plan.job import RenderJob
from nnviz.film.render.process import Processes, Progress, Rendered, RenderFailed, render_scene

__all__ = ["Order", "render_many"]


@dataclass(frozen=True)
class Order:
    """A job, where its result belongs, and what to add to its record."""

    job: RenderJob
    target: Path
    extra: dict[str, Any] = field(default_factory=dict)


def render_many(
    orders: Sequence[Order],
    *,
    media: str | os.PathLike[str] = "media",
    at_once: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    finished: Callable[[Order, Rendered | RenderFailed], None] | None = None,
) -> list[Rendered | RenderFailed]:
    """Render every order, and return for each what was made or why not.

    A scene that fails does not stop the others.

    Parameters
    ----------
    orders : sequence of Order
    media : path
        As for `render_scene`.
    at_once : int, optional
        How many processes run at a time; as many as there are cores unless given.
    progress : callable, optional
        Called with how far a scene is, from any of several threads.
    finished : callable, optional
        Called with each order and its outcome, in this thread, as they end.

    Raises
    ------
    NNVizError
        If `at_once` is less than 1, or two orders have one target.
    """
    number = at_once if at_once is not None else os.cpu_count() or 1
    if number < 1:
        raise NNVizError(f"expected at least 1 scene at a time; got {number}")
    targets = [order.target.absolute() for order in orders]
    for target in targets:
        if targets.count(target) > 1:
            raise NNVizError(f"two scenes would be written to {target}")
    processes = Processes()

    def render(order: Order) -> Rendered | RenderFailed:
        try:
            return render_scene(
                order.job,
                order.target,
                media=media,
                progress=progress,
                processes=processes,
                extra=order.extra,
            )
        except RenderFailed as failure:
            return failure
        except (NNVizError, OSError) as error:
            return RenderFailed(order.job.scene, str(error), refused=True)

    outcomes: dict[int, Rendered | RenderFailed] = {}
    with ThreadPoolExecutor(max_workers=number) as pool:
        waiting: dict[Future[Rendered | RenderFailed], int] = {
            pool.submit(render, order): place for place, order in enumerate(orders)
        }
        try:
            for future in as_completed(waiting):
                place = waiting[future]
                outcomes[place] = future.result()
                if finished is not None:
                    finished(orders[place], outcomes[place])
        except BaseException:
            processes.end()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [outcomes[place] for place in range(len(orders))]
