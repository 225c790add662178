"""Vector figures hold the numbers of the network, at the places of the layout."""

import base64
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader
from svgelements import SVG, Circle, Text

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.data import as_vector, preprocess
from nnviz.view.encoding import weight_image
from nnviz.view.figures import digit_figure, forward_figure, network_figure
from nnviz.view.figures_numbers import sigmoid_figure, weights_figure
from nnviz.view.layout import NetworkLayout
from nnviz.view.notebook import steps_figure
from nnviz.view.style import STYLE
from nnviz.view.theme import COLORBLIND, DARK, LIGHT

NAMESPACE = "{http://www.w3.org/2000/svg}"
THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT, COLORBLIND], ids=lambda theme: theme.name)


@pytest.fixture(scope="module")
def record(digits, network):
    return network.forward(as_vector(digits.image(8537)))


def tree(figure):
    return ElementTree.fromstring(figure.to_svg())


def words(figure):
    return [text.text for text in tree(figure).iter(f"{NAMESPACE}text")]


def lines(figure):
    """Colour and light of each connection."""
    found = []
    for group in tree(figure).iter(f"{NAMESPACE}g"):
        for path in group.iter(f"{NAMESPACE}path"):
            found.append((group.get("stroke"), float(path.get("stroke-opacity", 1))))
    return found


def fills(figure):
    """The opacity of each neuron, in order; a hollow ring is 0."""
    circles = [c for c in tree(figure).iter(f"{NAMESPACE}circle") if c.get("stroke")]
    return [0.0 if c.get("fill") == "none" else float(c.get("fill-opacity", 1.0)) for c in circles]


@THEMES
def test_a_forward_figure_is_lit_by_the_forward_pass(record, theme):
    figure = forward_figure(record, theme=theme, source="a three")
    expected = np.concatenate(record.activations)
    np.testing.assert_allclose(fills(figure), expected, atol=1 / 400)
    said = words(figure)
    assert [word for word in said if word.isdecimal()][:4] == ["784", "16", "16", "10"]
    assert f"{record.confidence:.2f}" in said
    root = tree(figure)
    title = root.find(f"{NAMESPACE}title").text
    assert title == f"A network reads a three: 3 at {record.confidence:.2f}"
    assert figure.background == theme.background
    colours = {colour for colour, _ in lines(figure)}
    assert {theme.positive.upper(), theme.negative.upper()} <= colours


def test_connections_carry_weight_times_activation():
    network = Network([DenseLayer([[2.0, -1.0], [0.5, 4.0]], [0.0, 0.0], "identity")])
    record = network.forward([1.0, 0.5])
    figure = forward_figure(record)
    light = sorted(opacity for _, opacity in lines(figure) if opacity < 1)
    sizes = np.abs([2.0, -0.5, 0.5, 2.0]) / 2.0
    expected = sorted(1 - np.exp(-2 * sizes**STYLE.signal_gamma))
    np.testing.assert_allclose(light, expected, atol=1e-3)
    negative = [opacity for colour, opacity in lines(figure) if colour == DARK.negative.upper()]
    assert min(negative) == pytest.approx(expected[0], abs=1e-3)


def test_neurons_stand_where_the_layout_puts_them(network):
    layout = NetworkLayout.for_sizes(network.sizes, input_style="column")
    figure = network_figure(network, layout=layout)
    assert "16 of 784" in words(figure)
    drawn = SVG.parse(BytesIO(figure.to_svg().encode()))
    scale = figure.pixels_per_unit
    centres = {
        (round(c.implicit_center.x / scale, 2), round(c.implicit_center.y / scale, 2))
        for c in drawn.elements(lambda element: isinstance(element, Circle))
    }
    for place in layout.layers:
        for x, y in place.centres:
            where = (round(x + figure.width / 2, 2), round(figure.height / 2 - y, 2))
            assert any(abs(where[0] - a) + abs(where[1] - b) < 0.03 for a, b in centres)


def test_weight_images_are_the_weights(network):
    figure = weights_figure(network, layer=0)
    images = list(tree(figure).iter(f"{NAMESPACE}image"))
    assert len(images) == 17
    weights = network.layers[0].weights
    scale = np.abs(weights).max()
    for index in (0, 7, 15):
        data = images[index].get("href").partition(",")[2]
        pixels = np.asarray(Image.open(BytesIO(base64.b64decode(data))))
        expected = weight_image(weights[index].reshape(28, 28), scale=scale)
        assert np.abs(pixels.astype(int) - expected).max() <= 1
    assert f"+{scale:.2f}" in words(figure)
    alone = weights_figure(network, layer=0, neuron=3)
    assert f"+{np.abs(weights[3]).max():.2f}" in words(alone)
    assert len(list(tree(weights_figure(network, layer=1)).iter(f"{NAMESPACE}image"))) == 2


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_the_dot_stands_on_the_curve(record, layer):
    for neuron in range(10):
        figure = sigmoid_figure(record, layer=layer, neuron=neuron)
        trace = record.layers[layer]
        z, a = trace.pre_activations[neuron], trace.activations[neuron]
        assert any(f"a = {a:.3f}" in word for word in words(figure))
        (dot,) = tree(figure).iter(f"{NAMESPACE}circle")
        (curve,) = [p for p in tree(figure).iter(f"{NAMESPACE}path") if p.get("stroke-linejoin")]
        points = np.array(
            [[float(n) for n in part.split()] for part in curve.get("d")[1:].split("L")]
        )
        x, y = float(dot.get("cx")), float(dot.get("cy"))
        assert y == pytest.approx(np.interp(x, points[:, 0], points[:, 1]), abs=0.01)
        assert np.sign(x) == np.sign(z)


def test_curves_of_other_functions():
    network = Network(
        [
            DenseLayer([[1.0], [-9.0]], [0.0, 0.0], "relu"),
            DenseLayer([[1.0, 0.5]], [0.0], "tanh"),
            DenseLayer([[1.0], [2.0]], [0.0, 0.0], "softmax"),
        ]
    )
    record = network.forward([3.0])
    assert "a = 3.000" in " ".join(words(sigmoid_figure(record, layer=0)))
    assert "tanh" in " ".join(words(sigmoid_figure(record, layer=1)))
    with pytest.raises(NNVizError, match="softmax has no curve"):
        sigmoid_figure(record)


def test_a_digit_is_its_pixels(digits):
    image = digits.image(8537)
    figure = digit_figure(image, caption="a <three>", values=True)
    written = [word for word in words(figure) if word != "a <three>"]
    assert len(written) == int((image > 0).sum())
    values = sorted(float(word) for word in written)
    np.testing.assert_allclose(values, sorted(image[image > 0]), atol=0.0051)
    shown = np.asarray(Image.open(BytesIO(figure.to_png())).convert("L")).astype(float)
    assert shown.shape == (round(8.6 * 90), 720)


@THEMES
def test_every_figure_is_svg_pdf_and_png(digits, network, record, theme):
    figures = {
        "network": network_figure(Network.random((5, 4, 3), seed=1), theme=theme),
        "forward": forward_figure(record, theme=theme),
        "weights": weights_figure(network, neuron=2, theme=theme),
        "sigmoid": sigmoid_figure(record, theme=theme),
        "digit": digit_figure(digits.image(3), theme=theme, caption="three <& more"),
    }
    for name, figure in figures.items():
        parsed = SVG.parse(BytesIO(figure.to_svg().encode()))
        assert any(isinstance(element, Text) for element in parsed.elements()), name
        (page,) = PdfReader(BytesIO(figure.to_pdf())).pages
        box = page.mediabox
        assert float(box.width) / float(box.height) == pytest.approx(
            figure.width / figure.height, rel=0.01
        )
        picture = Image.open(BytesIO(figure.to_png(pixels_per_unit=20))).convert("RGB")
        assert picture.size == (round(figure.width * 20), round(figure.height * 20))
        corner = tuple(int(theme.background[i : i + 2], 16) for i in (1, 3, 5))
        assert picture.getpixel((1, 1)) == corner
        assert len(picture.getcolors(1 << 24)) > 20, name


def test_steps_stand_side_by_side(digits):
    steps = preprocess(1.0 - digits.image(5)).steps
    figure = steps_figure(steps)
    assert len(list(tree(figure).iter(f"{NAMESPACE}image"))) == len(steps)


def test_mistakes_are_told(network, record, digits):
    batch = network.forward(digits.subset(slice(0, 3)).vectors())
    for draw in (forward_figure, sigmoid_figure):
        with pytest.raises(NNVizError, match=r"take record\[i\]"):
            draw(batch)
    with pytest.raises(NNVizError, match="a layer from 0 to 2; got 3"):
        weights_figure(network, layer=3)
    with pytest.raises(NNVizError, match="a neuron from 0 to 15; got -1"):
        weights_figure(network, neuron=-1)
    with pytest.raises(NNVizError, match="a neuron from 0 to 9; got 10"):
        sigmoid_figure(record, neuron=10)
    with pytest.raises(NNVizError, match=r"a layout of \(784, 16, 16, 10\)"):
        network_figure(network, layout=NetworkLayout.for_sizes((4, 2)))
    with pytest.raises(NNVizError, match="too many"):
        weights_figure(Network.random((784, 101, 10), seed=1))
    with pytest.raises(NNVizError, match=r"in \[0, 1\]"):
        digit_figure(np.full((28, 28), 2.0))
