"""Python processes that have the libraries loaded when they begin: copies of one that waits.

Most of what a film of a second costs is Python loading Manim. A `Nursery` is a process that has
done so once; ``nursery.popen`` and ``nursery.run`` do what `subprocess` does, for commands of
Python, in a copy of it. Such a process has its own environment, folder, streams and end, can be
killed, and is counted by coverage as any other. What it cannot show is how Python starts.
"""

import atexit
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import IO, Any

from children import ROOT, environment_of_child

__all__ = ["LIBRARIES", "OURS", "Copy", "Nursery", "use_copies"]

LIBRARIES = (
    "manim", "scipy.ndimage", "scipy.special", "scipy.interpolate", "typst", "safetensors.numpy",
    "av", "click", "rich.progress", "jinja2", "markdown_it", "PIL.WebPImagePlugin",
)  # fmt: skip
OURS = (
    "nnviz.film", "nnviz.stage", "nnviz.mobjects", "nnviz.animations", "nnviz.lesson",
    "nnviz.film.render.worker", "nnviz.film.render.clips", "nnviz.film.render.finish",
    "nnviz.film.render.moment_drawer", "nnviz.film.render.whole_scene", "nnviz.film.review.worker",
    "nnviz.cli.film_options",
)  # fmt: skip

_ADDRESS = "NURSERY"

Source = int | IO[Any] | None


class Copy:
    """A process, with the face of `subprocess.Popen` as far as it is needed."""

    def __init__(
        self,
        address: Path,
        args: Sequence[str],
        *,
        cwd: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        stdin: Source = None,
        stdout: Source = None,
        stderr: Source = None,
        text: bool = False,
        encoding: str | None = None,
        start_new_session: bool = False,
    ) -> None:
        order = {
            "args": list(args[1:]),
            "cwd": os.fspath(cwd) if cwd is not None else str(Path.cwd()),
            "env": dict(os.environ if env is None else env),
            "session": start_new_session,
        }
        self.returncode: int | None = None
        theirs: list[int] = []
        ours: list[IO[Any] | None] = []
        for number, given in enumerate((stdin, stdout, stderr)):
            end, pipe = _ends(number, given)
            theirs.append(end)
            kind = ("w" if number == 0 else "r") + ("" if text or encoding else "b")
            ours.append(None if pipe is None else os.fdopen(pipe, kind, encoding=encoding))
        self.stdin, self.stdout, self.stderr = ours
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.connect(str(address))
        socket.send_fds(self._line, [b"!"], theirs)
        for end in theirs:
            os.close(end)
        self._line.sendall(json.dumps(order).encode() + b"\n")
        self._answers = self._line.makefile("r")
        self.pid = int(self._answers.readline())

    def __enter__(self) -> "Copy":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self.stdin, self.stdout, self.stderr):
            if pipe is not None:
                pipe.close()
        self.wait()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, and return the exit code."""
        if self.returncode is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("a copy", timeout or 0)
            self.returncode = int(self._answers.readline())
            self._answers.close()
            self._line.close()
        return self.returncode

    def poll(self) -> int | None:
        """Return the exit code if it has ended."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """A process that waits to be copied; started when the first copy is wanted.

    Parameters
    ----------
    *modules : str
        What it loads.
    path : Path, optional
        A folder before all others in which its modules are looked for.
    counted : bool
        Whether coverage counts the lines that run while it loads them.
    """

    def __init__(self, *modules: str, path: Path | None = None, counted: bool = True) -> None:
        self._modules = modules
        self._places = [str(place) for place in (path, ROOT / "tests", ROOT) if place is not None]
        self._counted = counted
        self._process: subprocess.Popen[str] | None = None
        self._folder: Path | None = None
        self._lock = threading.Lock()

    def popen(self, args: Sequence[str], **options: Any) -> Copy:
        """Do what `subprocess.Popen` does with a command of Python: ``-c`` or ``-m``."""
        return Copy(self._address(), args, **options)

    def run(
        self, args: Sequence[str], *, check: bool = False, **options: Any
    ) -> "subprocess.CompletedProcess[str]":
        """Do what `subprocess.run` does, with both outputs captured as text."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            code = self.popen(
                args, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **options
            ).wait()
            for file in (out, err):
                file.seek(0)
            done = subprocess.CompletedProcess(list(args), code, out.read(), err.read())
        if check:
            done.check_returncode()
        return done

    def end(self) -> None:
        """End it; copies that run go on."""
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
            self._process = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def as_subprocess(self) -> SimpleNamespace:
        """Return what can stand for the module `subprocess` where only `Popen` is called."""
        return SimpleNamespace(Popen=self.popen, PIPE=subprocess.PIPE)

    def _address(self) -> Path:
        with self._lock:
            if self._process is None:
                self._folder = Path(tempfile.mkdtemp(prefix="nnviz-nursery-"))
                self._process = subprocess.Popen(
                    [
                        sys.executable,
                        "-P",
                        "-m",
                        "nursery",
                        str(self._folder / "socket"),
                        *self._modules,
                    ],
                    # Manim takes settings from the folder it is loaded in.
                    cwd=self._folder,
                    env={
                        **(os.environ if self._counted else environment_of_child()),
                        "PYTHONPATH": os.pathsep.join(self._places),
                        "OMP_NUM_THREADS": "1",
                        "OPENBLAS_NUM_THREADS": "1",
                    },
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                atexit.register(self.end)
                assert self._process.stdout is not None
                assert self._process.stdout.readline() == "ready\n"
        assert self._folder is not None
        return self._folder / "socket"


def use_copies() -> None:
    """Let the workers of this process, itself a copy, be copies of the same process."""
    from nnviz.film.render import process

    patched: Any = process
    popen = partial(Copy, Path(os.environ[_ADDRESS]))
    patched.subprocess = SimpleNamespace(Popen=popen, PIPE=subprocess.PIPE)


def _ends(number: int, given: Source) -> tuple[int, int | None]:
    """Return the stream for the copy, to be closed here, and our end if it is a pipe."""
    if given == subprocess.PIPE:
        read, write = os.pipe()
        return (read, write) if number == 0 else (write, read)
    if given == subprocess.DEVNULL:
        return os.open(os.devnull, os.O_RDWR), None
    if given is None:
        return os.dup(number), None
    return os.dup(given if isinstance(given, int) else given.fileno()), None


def _serve(address: str, modules: Sequence[str]) -> None:
    """Load the modules, then make a copy for each who connects, until stdin is closed."""
    for name in modules:
        import_module(name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(address)
        door.listen(64)
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([door, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _mind(line, address)
            line.close()
            _reap()


def _reap() -> None:
    """Let those who have ended go; their time is ours then, as for any process."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _mind(line: socket.socket, address: str) -> None:
    """Make the copy that was asked for, and say its number and how it ended."""
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    with line.makefile("r") as words:
        order = json.loads(words.readline())
    number = os.fork()
    if number == 0:
        line.close()
        order["env"][_ADDRESS] = address
        _live(order, streams)
    for stream in (0, 1, 2, *streams):
        os.close(stream)
    line.sendall(f"{number}\n".encode())
    _, status = os.waitpid(number, 0)
    try:
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    finally:
        os._exit(0)


def _live(order: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Be the process that was ordered; never return."""
    code = 1
    try:
        if order["session"]:
            os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(order["cwd"])
        os.environ.clear()
        os.environ.update(order["env"])
        if "TZ" in os.environ:
            time.tzset()
        tempfile.tempdir = None
        sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
        places = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
        sys.path[:] = [*places, *(path for path in sys.path if path not in places)]
        counting = _count_lines()
        code = _code_of(list(order["args"]))
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and not thread.daemon:
                thread.join()
        counting()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _code_of(args: list[str]) -> int:
    """Do what Python does with these arguments, and return its exit code."""
    while args[0] in ("-P", "-B", "-u"):
        del args[0]
    kind, what = args.pop(0), args.pop(0)
    try:
        if kind == "-m":
            sys.argv = [what, *args]
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            sys.argv = ["-c", *args]
            module = sys.modules["__main__"] = ModuleType("__main__")
            exec(compile(what, "<string>", "exec"), module.__dict__)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _count_lines() -> Any:
    """Count lines as a new process would, and return what is to be called at the end."""
    import_coverage = "COVERAGE_PROCESS_CONFIG" in os.environ
    if not import_coverage:
        return lambda: None
    import coverage

    before = coverage.Coverage.current()
    if before is not None:
        before.stop()
    now = coverage.process_startup(force=True)

    def end() -> None:
        if now is not None:
            now.stop()
            now.save()

    return end


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2:])
