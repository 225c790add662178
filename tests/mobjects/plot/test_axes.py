import numpy as np
import pytest

from nnviz.core import NNVizError, sigmoid
from nnviz.mobjects import NumberAxis, PlotAxes
from nnviz.view import DARK


def axes(**options):
    return PlotAxes((-8, 8), (0, 1), width=9.0, height=3.0, **options)


def test_a_number_stands_where_the_line_says_even_after_it_moved():
    line = NumberAxis(-10, 30, length=8.0, endless=True)
    assert np.allclose(line.point(10.0), 0.0)
    line.scale(0.5, about_point=np.zeros(3)).shift((1.0, 2.0, 0.0))
    assert np.allclose(line.points_at([-10.0, 30.0]), [[-1.0, 2.0, 0.0], [3.0, 2.0, 0.0]])


def test_each_label_stands_below_its_tick():
    line = NumberAxis(-10, 10, length=8.0, ticks=(-10, 0, 10))
    for label, value in zip(line.labels, (-10, 0, 10), strict=True):
        middle = label.get_center()
        assert middle[0] == pytest.approx(line.point(value)[0], abs=0.12)  # The minus has a width.
        assert label.get_top()[1] < line.point(value)[1] - 0.1


def test_an_upright_line_has_its_labels_on_the_left():
    line = NumberAxis(0, 1, length=3.0, ticks=(0, 0.5, 1), upright=True)
    assert np.allclose(line.point(0.5), 0.0)
    assert line.point(1.0)[1] == pytest.approx(1.5)
    assert all(label.get_right()[0] < -0.1 for label in line.labels)
    assert [label.text for label in line.labels] == ["0.0", "0.5", "1.0"]


def test_ticks_off_the_line_are_refused():
    with pytest.raises(NNVizError, match="expected ticks from 0 to 1"):
        NumberAxis(0, 1, ticks=(0, 2))


@pytest.mark.parametrize("options", [{}, {"y_axis_at": 0.0}, {"x_axis_at": 0.5, "x_label": "z"}])
def test_numbers_and_places_are_inverse_wherever_the_axes_cross(options):
    plot = axes(**options).scale(0.8).shift((0.5, -1.0, 0.0))
    for pair in ((0.0, 0.0), (-8.0, 1.0), (3.25, 0.4)):
        assert np.allclose(plot.numbers_at(plot.point(*pair)), pair)
    assert np.allclose(plot.point(plot.y_axis_at, 0.3), plot.y_axis.point(0.3))
    assert np.allclose(plot.point(2.0, plot.x_axis_at), plot.x_axis.point(2.0))


def test_a_curve_passes_through_the_values_of_its_function():
    plot = axes()
    curve = plot.curve(sigmoid, samples=33)
    drawn = np.array([plot.numbers_at(point) for point in curve.get_anchors()])
    assert np.allclose(np.unique(drawn[:, 0].round(9)), np.linspace(-8, 8, 33))
    assert np.allclose(drawn[:, 1], sigmoid(drawn[:, 0]))


def test_a_curve_takes_other_numbers_and_refuses_ones_that_do_not_pair():
    plot = axes()
    curve = plot.curve(sigmoid)
    curve.set_numbers(plot, [0.0, 4.0], [0.0, 1.0])
    assert np.allclose(curve.get_start(), plot.point(0.0, 0.0))
    assert np.allclose(curve.get_end(), plot.point(4.0, 1.0))
    with pytest.raises(NNVizError, match="one y for each x"):
        curve.set_numbers(plot, [0.0, 4.0], [0.0])


def test_a_point_carries_its_lines_to_both_axes():
    plot = axes()
    point = plot.at(-8.0, 0.0).set_numbers(3.0, 0.75)
    assert np.allclose(plot.numbers_at(point.dot.get_center()), (3.0, 0.75))
    assert np.allclose(plot.numbers_at(point.down.get_end()), (3.0, 0.0))
    assert np.allclose(plot.numbers_at(point.across.get_end()), (-8.0, 0.75))
    assert point.dot.get_fill_color().to_hex() == DARK.accent


def test_a_tangent_has_the_slope_and_the_length_it_was_given():
    plot = axes()
    line = plot.tangent(1.0, 0.5, 0.25, length=2.0)
    (x0, y0), (x1, y1) = plot.numbers_at(line.get_start()), plot.numbers_at(line.get_end())
    assert (y1 - y0) / (x1 - x0) == pytest.approx(0.25)
    assert np.linalg.norm(line.get_end() - line.get_start()) == pytest.approx(2.0)
