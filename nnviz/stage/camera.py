"""The camera of `NetworkScene`: a moving camera, sure to know how batches are drawn."""

from manim import MovingCamera

from nnviz.mobjects.batch_drawing import install

__all__ = ["NetworkCamera"]

install()


class NetworkCamera(MovingCamera):
    """Draw a network at video speed.

    Batches are drawn as by any other Cairo camera (`nnviz.mobjects.batch_drawing`), and the frame
    may move and zoom as in a `MovingCameraScene`.

    Examples
    --------
    >>> from nnviz.mobjects.batch import NeuronBatch
    >>> camera = NetworkCamera(pixel_width=64, pixel_height=36)
    >>> camera.capture_mobject(NeuronBatch([[0, 0]], 1.0, fill_opacities=1.0))
    >>> camera.pixel_array[18, 32].tolist()
    [255, 255, 255, 255]
    """
