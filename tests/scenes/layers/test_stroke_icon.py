import pytest

from drawn_digits import DRAWN_PARTS
from nnviz.core import NNVizError
from nnviz.view import DARK, LIGHT, contrast_ratio
from stroke_icon import StrokeIcon


def test_the_stroke_lies_where_the_image_has_it():
    icon = StrokeIcon(DRAWN_PARTS["upper loop"].points, height=2.8).shift((3.0, 1.0, 0.0))
    # The loop's centre is pixel (13.5, 9.0): half a pixel left of the middle, five above it.
    assert icon.stroke.get_center() == pytest.approx([2.95, 1.5, 0.0], abs=1e-3)
    assert icon.stroke.width == pytest.approx(0.92, abs=1e-2)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_more_light_is_more_contrast(theme):
    icon = StrokeIcon([(4, 4), (20, 20)], theme=theme)
    ratios = []
    for light in (0.0, 0.5, 1.0):
        icon.set_light(light)
        ratios.append(contrast_ratio(str(icon.stroke.get_stroke_color()), theme.hollow))
    assert 1.2 < ratios[0] < ratios[1] < ratios[2]
    with pytest.raises(NNVizError, match=r"0 to 1; got 1\.5"):
        icon.set_light(1.5)
