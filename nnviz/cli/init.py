"""``nnviz init``: a project of one's own, with a scene that renders at once."""

import os
import shlex
import shutil
from pathlib import Path

import click

from nnviz.cli.common import examples, print_path
from nnviz.errors import NNVizError, one_line
from nnviz.files import replace_folder
from nnviz.film import PROJECT_FILE, shipped_scenes

__all__ = ["init"]

_PROJECT = """\
# This folder is a project of nnviz: the commands find its scenes first, and ours after them.
scenes = "scenes"
"""

_README = """\
# My scenes

`scenes/hello.py` is a scene to change. In this folder,

```sh
nnviz render Hello -q l
```

renders it and prints where the film is;

```sh
nnviz scenes
```

lists every scene that can be rendered. `nnviz render --help` says how to take another digit,
another network, or a picture of your own.
"""


@click.command(epilog=examples("nnviz init my-scenes"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin a project in DIR, a new or empty folder: a scene, its settings, and a README."""
    place = folder.absolute()
    _check_empty(place)
    if place.exists():
        _fill(place)
    else:
        with replace_folder(place, "project", marked=False) as new:
            _write_project(new)
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        print_path(path)
    click.echo()
    click.echo(one_line(f"Now: cd {shlex.quote(str(folder))} && nnviz render Hello -q l"))


def _check_empty(place: Path) -> None:
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise NNVizError(f"expected a folder for the project; {place} is a file")
    present = min((path.name for path in place.iterdir()), default=None)
    if present is not None:
        raise NNVizError(
            f"expected a new or empty folder for the project; {place} holds {present!r}. "
            "Choose another folder."
        )


def _fill(place: Path) -> None:
    """Put a project into an empty folder, which stays the same: somebody may be in it."""
    moved: list[Path] = []
    with replace_folder(place / ".new-project", "project", marked=False) as new:
        _write_project(new)
    draft = place / ".new-project"
    try:
        # The mark of a project comes last.
        for name in sorted((path.name for path in draft.iterdir()), key=PROJECT_FILE.__eq__):
            (draft / name).rename(place / name)
            moved.append(place / name)
    except OSError:
        for path in moved:
            path.rename(draft / path.name)
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_project(new: Path) -> None:
    (new / "scenes").mkdir()
    shutil.copyfile(shipped_scenes() / "hello.py", new / "scenes" / "hello.py")
    (new / "README.md").write_text(_README, encoding="utf-8")
    (new / PROJECT_FILE).write_text(_PROJECT, encoding="utf-8")
