"""The camera of `NetworkScene`: a moving camera, which tells stills from what moves."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from manim import Mobject, MovingCamera, VMobject

from nnviz.stage.still import StillPictures

__all__ = ["NetworkCamera"]


#: Not an attribute of the camera, whose attributes are part of the key of Manim's cached clips.
_stills: WeakKeyDictionary["NetworkCamera", StillPictures] = WeakKeyDictionary()


class NetworkCamera(MovingCamera):
    """Draw a network at video speed.

    Batches are drawn as by any other Cairo camera (`nnviz.mobjects.batch.drawing`), the frame
    may move and zoom as in a `MovingCameraScene`, and words that stand still before what moves are
    not drawn again (`nnviz.stage.still`).

    Examples
    --------
    >>> from nnviz.mobjects import NeuronBatch
    >>> camera = NetworkCamera(pixel_width=64, pixel_height=36)
    >>> camera.capture_mobject(NeuronBatch([[0, 0]], 1.0, fill_opacities=1.0))
    >>> camera.pixel_array[18, 32].tolist()
    [255, 255, 255, 255]
    """

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw a frame."""
        _stills.setdefault(self, StillPictures()).next_frame()
        super().capture_mobjects(mobjects, **kwargs)

    def display_multiple_non_background_colored_vmobjects(
        self, vmobjects: Iterable[VMobject], pixel_array: Any
    ) -> None:
        """Draw a run of Manim's own mobjects."""
        draw = super().display_multiple_non_background_colored_vmobjects
        run = list(vmobjects)
        centre = [float(place) for place in self.frame_center]
        view = (float(self.frame_width), float(self.frame_height), centre)
        stills = _stills.setdefault(self, StillPictures())
        stills.draw(run, pixel_array, view, partial(draw, run))
