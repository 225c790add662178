"""The store of films: whoever wants one asks here, and it is drawn only if it is not there."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import check_writable, file_lock
from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.key import film_key, library_digest, scene_sources
from nnviz.film.record import FilmRecord
from nnviz.film.render.process import Processes, RenderFailed, RenderProgress, run_worker
from nnviz.film.render.queue import run_queue
from nnviz.film.render.reads import unchanged
from nnviz.film.store.cleaning import (
    SPEECH,
    clips_folder,
    default_limit,
    lock_of_work,
    sweep_work,
    trim_store,
)
from nnviz.film.store.entry import StoredFilm, find_entry, put_entry

__all__ = ["FilmStore"]

_TRIES = 3


class FilmStore:
    """Films, each under the key of everything that decides it.

    A film that is there is whole and is the film of just this scene, image, network, look and
    library; otherwise it is drawn. Any number of processes may use one store at once.

    Parameters
    ----------
    media : path
        The folder that holds the store, in its folder ``store``.
    limit : int, optional
        How many bytes the store may hold; as ``NNVIZ_STORE_LIMIT`` says, or 4 GB, unless given.

    Examples
    --------
    >>> from nnviz.film import Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> first = FilmStore("media").film(job)
    >>> again = FilmStore("media").film(job)
    >>> again.drawn, again.film == first.film, again.record.duration
    (False, True, 9.0)
    """

    def __init__(
        self, media: str | os.PathLike[str] = "media", *, limit: int | None = None
    ) -> None:
        self.media = Path(media).absolute()
        self.folder = self.media / "store"
        self.limit = default_limit() if limit is None else limit

    def find(self, job: FilmJob) -> StoredFilm | None:
        """Return the film of a job if it is there, and draw nothing."""
        key = film_key(job)
        return find_entry(job, key, self._place(job, key))

    def known_duration(self, job: FilmJob) -> float | None:
        """Return how long the scene was in seconds when it was last drawn, in whatever look."""
        drawn = sorted(
            (self.folder / "films").glob(f"{job.entry.film}-*/record.json"), key=_last_change
        )
        try:
            return FilmRecord.load(drawn[-1]).duration or None
        except (IndexError, NNVizError):
            return None

    def film(
        self,
        job: FilmJob,
        *,
        progress: Callable[[RenderProgress], None] | None = None,
        processes: Processes | None = None,
    ) -> StoredFilm:
        """Return the film of a job; draw it if it is not there.

        While another process draws the same film, this one waits for it.

        Raises
        ------
        RenderFailed
            If the scene refuses or fails, or the store cannot be written.
        """
        stored = self._film(job, progress=progress, processes=processes)
        if stored.drawn:
            trim_store(self.folder, self.limit, keep={stored.folder})
        return stored

    def films(
        self,
        jobs: Sequence[FilmJob],
        *,
        at_once: int | None = None,
        progress: Callable[[RenderProgress], None] | None = None,
        finished: Callable[[FilmJob, StoredFilm | RenderFailed], None] | None = None,
    ) -> list[StoredFilm | RenderFailed]:
        """Return the film of every job, or why there is none; a few are drawn at a time.

        A scene that fails does not stop the others.

        Parameters
        ----------
        jobs : sequence of FilmJob
        at_once : int, optional
            How many processes draw at a time; as many as there are cores unless given.
        progress : callable, optional
            Called with how far a scene is, from any of several threads.
        finished : callable, optional
            Called with each job and its outcome, in this thread, as they end.

        Raises
        ------
        NNVizError
            If `at_once` is less than 1, or the store cannot be written.
        """
        check_writable(self.folder / "films" / "film")
        processes = Processes()
        # Once, and not in every thread at once.
        library_digest()
        outcomes = run_queue(
            partial(self._film, progress=progress, processes=processes),
            jobs,
            caught=RenderFailed,
            at_once=at_once,
            ended=finished,
            stop=processes.end,
        )
        used = {one.folder for one in outcomes if isinstance(one, StoredFilm)}
        trim_store(self.folder, self.limit, keep=used)
        return outcomes

    def _film(
        self,
        job: FilmJob,
        *,
        progress: Callable[[RenderProgress], None] | None,
        processes: Processes | None,
    ) -> StoredFilm:
        """Do what `film` does, and leave the store as large as it is then."""
        for _ in range(_TRIES):
            key = film_key(job)
            place = self._place(job, key)
            found = find_entry(job, key, place)
            if found is not None:
                return found
            with _failures_of(job), file_lock(self.folder / "locks" / key):
                found = find_entry(job, key, place)
                if found is not None:
                    return found
                with self._work() as work:
                    # Another voice moves few pictures: the others are taken as they are.
                    pictures = key if job.voice is None else film_key(replace(job, voice=None))
                    clips = clips_folder(self.folder, job.entry.film, pictures)
                    reads = run_worker(
                        "nnviz.film.render.worker",
                        job,
                        work,
                        str(clips),
                        str(self.folder / SPEECH),
                        progress=progress,
                        processes=processes,
                    )["reads"]
                    in_key = {str(source) for source in scene_sources(job.entry.path)}
                    sources = {name: reads[name] for name in reads if name in in_key}
                    if film_key(job) == key and unchanged(sources):
                        other = {name: reads[name] for name in reads if name not in in_key}
                        return put_entry(work / "result", job, key, place, other)
        raise RenderFailed(
            job.scene, "its file changed again and again while it was drawn", refused=True
        )

    def _place(self, job: FilmJob, key: str) -> Path:
        kind = "moments" if job.moments is not None else job.format
        return self.folder / "films" / f"{job.entry.film}-{kind}-{key[:16]}"

    @contextmanager
    def _work(self) -> Iterator[Path]:
        """Give an empty folder of this run; what killed runs left behind is removed first."""
        root = self.folder / "work"
        sweep_work(root)
        work = root / secrets.token_hex(8)
        lock = lock_of_work(work)
        with file_lock(lock):
            try:
                work.mkdir()
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
                lock.unlink(missing_ok=True)


def _last_change(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


@contextmanager
def _failures_of(job: FilmJob) -> Iterator[None]:
    """Let every fault that keeps a film from being drawn name its scene."""
    try:
        yield
    except RenderFailed:
        raise
    except NNVizError as error:
        raise RenderFailed(job.scene, str(error), refused=True) from error
    except OSError as error:
        reason = f"cannot write {error.filename or 'the store'}: {error.strerror or error}"
        raise RenderFailed(job.scene, reason, refused=True) from error
