"""The photograph that the package ships."""

from nnviz.data.photo import load_photo


def test_the_photograph_has_light_and_dark() -> None:
    photo = load_photo()
    assert photo.min() < 0.1
    assert photo.max() > 0.9
    assert photo.std() > 0.15
