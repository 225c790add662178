"""The last frame of a scene, drawn small, and how far two pictures are apart.

``python tests/golden/stills.py`` draws the kept pictures again (names of scenes draw only those).
Do that when a scene, the theme or the shipped network is meant to look different, and look at what
has changed before committing it.
"""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from manim import tempconfig
from PIL import Image
from scipy import ndimage

from nnviz.film.plan.catalogue import find_scenes

HERE = Path(__file__).parent
GOLDEN = ("Propagation", "Weights", "SigmoidCurve", "OutputLayer", "MatrixForm")
WIDTH, HEIGHT = 320, 180

SOFTENED_BY = 5
"""Pixels: differences are averaged over squares of this side."""

TOLERANCE = 8.0
"""How far apart two pictures may be. The edges of another version of cairo stay well below it, and
the darkest neuron of a hidden layer that has moved by its radius is well above; both are tested."""


@cache
def scene_class(name):
    """Import the class of a scene of ours from its file."""
    entry = next(entry for entry in find_scenes() if entry.name == name)
    if str(entry.path.parent) not in sys.path:
        sys.path.append(str(entry.path.parent))  # A scene imports what lies beside it.
    spec = importlib.util.spec_from_file_location(f"scene_{entry.path.stem}", entry.path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return getattr(module, name)


def played(name, *, width=WIDTH, height=HEIGHT, rate=1.0):
    """Play a scene to its end without writing it, and return it."""
    with TemporaryDirectory() as folder:
        settings = {
            "dry_run": True,
            "disable_caching": True,
            "pixel_width": width,
            "pixel_height": height,
            "frame_rate": rate,
            "media_dir": folder,
            "tex_dir": str(Path("media") / "Tex"),
            "verbosity": "ERROR",
            "progress_bar": "none",
            "notify_outdated_version": False,
        }
        with tempconfig(settings):
            scene = scene_class(name)()
            scene.render()
    return scene


def last_frame(scene):
    """Draw what a scene shows now, shape (height, width, 3)."""
    scene.renderer.update_frame(scene, ignore_skipping=True)
    return np.array(scene.renderer.get_frame())[:, :, :3]


def path_of(name):
    """Return where the picture of a scene is kept."""
    return HERE / f"{name}.png"


def kept(name):
    """Read the picture that is kept of a scene."""
    with Image.open(path_of(name)) as file:
        return np.asarray(file.convert("RGB"))


def apart(one, other):
    """Return how far two pictures are apart: the largest softened difference, from 0 to 255.

    An edge that is smoothed otherwise differs by a little, both ways, in a pixel or two, and
    softening takes that away; what has moved differs by much, in many pixels of one place.
    """
    difference = one.astype(np.float64) - other.astype(np.float64)
    softened = ndimage.uniform_filter(difference, size=(SOFTENED_BY, SOFTENED_BY, 1))
    return float(np.abs(softened).max())


def main(names):
    for name in names or GOLDEN:
        picture = last_frame(played(name))
        before = apart(picture, kept(name)) if path_of(name).exists() else float("nan")
        Image.fromarray(picture).save(path_of(name), optimize=True)
        print(f"{name}: {before:.1f} from the picture that was kept")


if __name__ == "__main__":
    main(sys.argv[1:])
