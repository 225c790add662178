"""What is no film is an error that names it, whatever was wanted of it."""

import pytest

from nnviz.core import NNVizError
from nnviz.film.encode.moving_pictures import film_pictures, write_gif
from nnviz.film.encode.single_frames import frame_before


@pytest.mark.parametrize(
    "read",
    [
        lambda path: frame_before(path, 1.0),
        lambda path: next(film_pictures(path)),
        lambda path: write_gif(path, path.with_suffix(".gif")),
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"no film"])
def test_what_is_no_film_is_named(tmp_path, read, content):
    path = tmp_path / "film.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NNVizError, match=r"cannot read the film .*film\.mp4"):
        read(path)
