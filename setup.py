"""The one step of the build that pyproject.toml cannot say: the scenes go into the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SCENES = Path("scenes")


class BuildWithScenes(build_py):
    """Copy ``scenes`` to ``nnviz/_scenes``, where an installed package looks for them.

    They stay at the top of the repository, where people read and copy them. An editable
    installation reads them there.
    """

    def run(self) -> None:
        """Build the package, then copy the scenes."""
        if self.editable_mode:
            super().run()
            return
        # Files that an earlier build left here and that have moved since would go along.
        shutil.rmtree(Path(self.build_lib) / "nnviz", ignore_errors=True)
        super().run()
        for source, target in self._scenes().items():
            target.parent.mkdir(parents=True, exist_ok=True)
            self.copy_file(str(source), str(target))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return every file of the package, the scenes too."""
        scenes = [] if self.editable_mode else [str(path) for path in self._scenes().values()]
        return [*super().get_outputs(include_bytecode), *scenes]

    def _scenes(self) -> dict[Path, Path]:
        folder = Path(self.build_lib) / "nnviz" / "_scenes"
        paths = [*SCENES.rglob("*.py"), *SCENES.rglob("*.toml")]
        return {path: folder / path.relative_to(SCENES) for path in sorted(paths)}


setup(cmdclass={"build_py": BuildWithScenes})
