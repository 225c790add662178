"""Single frames of a finished film, and its poster."""

from os import PathLike
from pathlib import Path

from PIL import Image

from nnviz.core import NNVizError
from nnviz.files import replace_file
from nnviz.film.encode.opened import opened_film

__all__ = ["frame_before", "write_picture"]


def frame_before(film: str | PathLike[str], seconds: float) -> Image.Image:
    """Return the frame that is on screen just before a moment, as an RGB picture.

    A scene notes a moment between two of its animations; what it means is what was to be seen then,
    not the first frame of what follows. Before the first frame is the first frame.

    Raises
    ------
    NNVizError
        If the file is no film.
    """
    with opened_film(film) as opened:
        stream, tick = opened.stream, opened.tick
        wanted = seconds - 0.5 / float(opened.rate)
        opened.container.seek(max(int(wanted / tick), 0), stream=stream, backward=True)
        shown = None
        for frame in opened.container.decode(stream):
            if shown is not None and frame.pts is not None and float(frame.pts * tick) > wanted:
                break
            shown = frame
        if shown is None:
            raise NNVizError(f"there is no frame in {film}")
        return Image.fromarray(shown.to_ndarray(format="rgb24"))


def write_picture(
    picture: Image.Image, path: str | PathLike[str], *, width: int | None = None, quality: int = 85
) -> Path:
    """Write a picture as PNG or WebP by the end of the name, whole or not at all.

    Parameters
    ----------
    picture : PIL image
    path : path
        Ends in ``.png`` or ``.webp``.
    width : int, optional
        In pixels; a smaller picture is not made larger.
    quality : int
        Of WebP, 0 to 100.

    Raises
    ------
    NNVizError
        If the name ends otherwise, or the file cannot be written.
    """
    target = Path(path)
    kinds = {".png": "PNG", ".webp": "WEBP"}
    if target.suffix not in kinds:
        raise NNVizError(f"expected a name that ends in .png or .webp; got {target.name}")
    if width is not None and width < picture.width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), resample=Image.Resampling.LANCZOS)
    options = {"optimize": True} if target.suffix == ".png" else {"quality": quality, "method": 6}
    with replace_file(target) as draft:
        picture.save(draft, format=kinds[target.suffix], **options)
    return target
