"""The page draws by the film's rules: the same light, the same colours, pixel by pixel."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from nnviz.data import Doubt, as_vector, chance_of_being_right
from nnviz.view.color import rgb
from nnviz.view.encoding import (
    activation_opacity,
    activation_scale,
    neuron_colors,
    relative_size,
    sign_colors,
    weight_image,
)
from nnviz.view.layout import NetworkLayout
from nnviz.view.raster import LineRaster
from nnviz.view.style import STYLE
from nnviz.view.theme import DARK, LIGHT

DIGIT = 8700


@pytest.fixture
def record(network, digits):
    return network.forward(digits.vectors()[DIGIT])


def asked(visit, expression, argument):
    """What a function of the page says; as text on the way, since numbers one by one are slow."""
    whole = f"(given) => JSON.stringify(({expression})(given))"
    return json.loads(visit.page.evaluate(whole, argument))


def show(visit, record, mode="signal"):
    """Show a forward pass in the picture of the laboratory."""
    return asked(
        visit,
        """([inputs, mode]) => {
             const { picture } = nnviz.lab;
             picture.showLines(mode);
             picture.show(picture.network.forward(Float64Array.from(inputs)));
             picture.drawNow();
             const { layers, unit, width } = picture.placed;
             const spots = layers.map((layer) => layer.spots);
             return { spots, unit, width, radii: layers.map((layer) => layer.radius),
                      lit: picture.lines.lit.toDataURL(), across: picture.lines.field.width };
        }""",
        [record.inputs.tolist(), mode],
    )  # fmt: skip


def test_lights_and_colours_equal_pythons(visit, lesson, network, record):
    here = visit(lesson, color_scheme="dark")
    found = asked(
        here,
        """(inputs) => {
             const { encoding: e, network, style, lab } = nnviz;
             const pass = network.forward(Float64Array.from(inputs));
             return {
               light: pass.activations.map((values) => {
                 const scale = e.activationScale(values);
                 return Array.from(values, (a) => e.activationOpacity(a, scale));
               }),
               signals: network.layers.map((layer, k) => {
                 const values = layer.contributions(pass.activations[k]);
                 const scale = e.largest(values);
                 return Array.from(values, (v) => e.relativeSize(v, scale, style.signal_gamma));
               }),
               weights: network.layers.map(({ weights }) => {
                 const scale = e.largest(weights);
                 return Array.from(weights, (w) => e.relativeSize(w, scale, style.signal_gamma));
               }),
             };
        }""",
        record.inputs.tolist(),
    )
    for light, values in zip(found["light"], record.activations, strict=True):
        expected = activation_opacity(values, scale=activation_scale(values))
        np.testing.assert_allclose(light, expected, atol=1e-6, rtol=0)
    for index, layer in enumerate(network.layers):
        for name, values in (
            ("signals", record.contributions(index)),
            ("weights", layer.weights),
        ):
            expected = relative_size(values, gamma=STYLE.signal_gamma).ravel()
            np.testing.assert_allclose(found[name][index], expected, atol=1e-6, rtol=0)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_weight_images_equal_pythons(visit, lesson, network, theme):
    here = visit(lesson, color_scheme=theme.name)
    found = asked(
        here,
        """() => Array.from(document.querySelectorAll('[data-figure=weights] canvas'), (canvas) =>
             Array.from(canvas.getContext('2d').getImageData(0, 0, 28, 28).data))""",
        None,
    )
    for row, pixels in zip(network.layers[0].weights, found, strict=True):
        expected = weight_image(row.reshape(28, 28), theme)
        seen = np.array(pixels).reshape(28, 28, 4)[..., :3]
        assert np.abs(seen - expected.astype(int)).max() <= 1


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("mode", ["signal", "weights"])
def test_connections_equal_the_films_raster(visit, lesson, network, record, mode, ratio):
    """Added up, with the film's glow, rest and mean colours, as `LineRaster` draws them."""
    here = visit(lesson, color_scheme="dark", device_scale_factor=ratio)
    found = show(here, record, mode)
    picture = Image.open(io.BytesIO(base64.b64decode(found["lit"].partition(",")[2])))
    seen = np.asarray(picture.convert("RGBA"), dtype=np.float64)
    assert found["across"] == seen.shape[1]
    scale = seen.shape[1] / found["width"]
    lines = []
    for index, layer in enumerate(network.layers):
        values = record.contributions(index) if mode == "signal" else layer.weights
        outputs, inputs = np.divmod(np.arange(values.size), layer.n_in)
        lines.append(
            (
                np.array(found["spots"][index])[inputs] * scale,
                np.array(found["spots"][index + 1])[outputs] * scale,
                np.full(values.size, STYLE.width_of(values.size) * found["unit"] / 100 * scale),
                sign_colors(values, DARK).reshape(-1, 3),
                relative_size(values, gamma=STYLE.signal_gamma).ravel(),
            )
        )
    starts, ends, widths, colors, light = map(np.concatenate, zip(*lines, strict=True))
    raster = LineRaster(starts, ends, widths, size=(seen.shape[1], seen.shape[0]))
    texture = raster.coloured(colors, light)
    expected = np.zeros_like(seen)
    place = raster.box
    expected[place.y0 : place.y1, place.x0 : place.x1] = texture.pixels
    expected *= STYLE.rest_level
    seen[..., :3] *= seen[..., 3:] / 255
    assert expected[..., 3].max() > 150
    off = np.abs(seen - expected)
    assert off.mean() < 0.35
    assert np.quantile(off, 0.999) < 6


def test_places_and_rings_follow_the_record(visit, lesson, record):
    here = visit(lesson, color_scheme="light")
    found = show(here, record)
    grid, *columns = (np.array(spots) for spots in found["spots"])
    pitch = grid[1, 0] - grid[0, 0]
    inputs = NetworkLayout.for_sizes(record.network.sizes).layers[0]
    assert found["radii"][0] == pytest.approx(STYLE.grid_radius * pitch)
    assert found["unit"] == pytest.approx(pitch * STYLE.grid_radius / inputs.radius)
    for radius, spots in zip(found["radii"][1:], columns, strict=True):
        assert radius == pytest.approx(STYLE.radius * (spots[1, 1] - spots[0, 1]))
    edges = [grid[-1, 0] + pitch / 2, *(spots[0, 0] for spots in columns)]
    first, second, third = np.diff(edges)
    assert first == pytest.approx(STYLE.first_gap * second)
    assert second == pytest.approx(third)
    drawn = asked(
        here,
        """() => {
             const strokes = [], fills = [];
             const { stroke, fill } = CanvasRenderingContext2D.prototype;
             CanvasRenderingContext2D.prototype.stroke = function () {
               strokes.push([this.lineWidth, this.globalAlpha, this.strokeStyle]);
             };
             CanvasRenderingContext2D.prototype.fill = function () {
               fills.push([this.globalAlpha, this.fillStyle]);
             };
             nnviz.lab.picture.drawNow();
             Object.assign(CanvasRenderingContext2D.prototype, { stroke, fill });
             return { strokes, fills };
        }""",
        None,
    )
    count = sum(record.network.sizes)
    widths, alphas, inks = zip(*drawn["strokes"][:count], strict=True)
    ring = np.where(np.arange(count) < 784, STYLE.grid_ring_width, STYLE.ring_width)
    light = np.where(np.arange(count) < 784, STYLE.grid_ring_opacity, STYLE.ring_opacity)
    np.testing.assert_allclose(widths, ring * found["unit"] / 100, rtol=1e-5)
    np.testing.assert_allclose(alphas, light, atol=1e-6)
    assert set(inks) == {LIGHT.lit.lower()}
    for width, _, ink in drawn["strokes"][count:]:
        assert width == pytest.approx(STYLE.box_width * found["unit"] / 100, rel=1e-5)
        assert ink == LIGHT.accent.lower()
    # Each neuron is filled twice: its hollow, and its light over it.
    activations = np.concatenate(record.activations)
    fills = drawn["fills"][1 : 2 * count : 2]
    np.testing.assert_allclose([alpha for alpha, _ in fills], activations, atol=1e-6)
    colors = np.array([rgb(ink.upper()) for _, ink in fills])
    np.testing.assert_allclose(colors, neuron_colors(activations, LIGHT), atol=1e-9)


def test_the_page_calls_an_answer_sure_as_the_command_does(visit, lesson):
    here = visit(lesson)
    pairs = np.random.default_rng(5).uniform(0, 1, (300, 2)) ** [3, 1]
    pairs = np.sort(pairs, axis=1)[:, ::-1]
    found = asked(
        here,
        "(pairs) => pairs.map(([a, b]) => nnviz.encoding.certainty(a, b, nnviz.style))",
        pairs.tolist(),
    )
    outputs = np.concatenate([pairs, np.zeros((300, 8))], axis=1)
    assert found == [Doubt(chance, ()).certainty for chance in chance_of_being_right(outputs)]
    assert set(found) == {"guess", "close", "quite", "very"}


def test_a_digit_is_the_one_that_python_means(digits):
    assert digits.label(DIGIT) == 3
    assert as_vector(digits.image(DIGIT)).shape == (784,)
