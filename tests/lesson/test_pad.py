"""The digit pad in a real browser, against Python."""

import numpy as np
import pytest
from lesson_drawing import DRAWINGS, draw

from nnviz.core import DenseLayer
from nnviz.data import as_vector
from nnviz.data.preprocessing import preprocess


def choose_neuron(visit, layer, neuron):
    visit.page.get_by_label("Layer", exact=True).select_option(str(layer))
    field = visit.page.get_by_label("Neuron, counted from 0")
    field.fill(str(neuron))
    field.press("Enter")


def python_reads(network, ink):
    return network.forward(as_vector(preprocess(ink).image))


@pytest.mark.parametrize("digit", DRAWINGS)
def test_a_digit_drawn_with_the_mouse_is_read(visit, lesson, network, digit):
    here = visit(lesson)
    here.part("clear").click()
    assert here.answer == "There is no digit to read yet."
    draw(here, DRAWINGS[digit])
    assert here.answer.startswith(f"It reads {digit}")
    record = python_reads(network, here.source())
    assert record.prediction == digit
    np.testing.assert_allclose(here.outputs, record.outputs, atol=1e-6, rtol=0)
    here.wait("document.querySelector('[data-part=status]').textContent.startsWith('It reads')")
    shown = [float(text) for text in here.part("bars").locator(".bar-value").all_inner_texts()]
    np.testing.assert_allclose(shown, record.outputs, atol=0.0005 + 1e-9)
    winner = here.part("bars").locator(".winner .bar-name").inner_text()
    assert winner == str(digit)


@pytest.mark.parametrize("digit", DRAWINGS)
def test_a_tiny_digit_is_read_as_well(visit, lesson, network, digit):
    """A seventh of the pad wide, with the same pen: the strokes are drawn again from near."""
    here = visit(lesson)
    here.part("clear").click()
    strokes = [[(60 + 0.14 * x, 200 + 0.14 * y) for x, y in stroke] for stroke in DRAWINGS[digit]]
    draw(here, strokes)
    assert here.answer.startswith(f"It reads {digit}")
    np.testing.assert_allclose(
        here.outputs, python_reads(network, here.source()).outputs, atol=1e-6, rtol=0
    )


def test_a_stray_dot_is_no_digit(visit, lesson):
    here = visit(lesson)
    here.part("clear").click()
    draw(here, [[(100, 100), (103, 101)]])
    assert here.answer == "There is no digit to read yet."
    draw(here, DRAWINGS[7])
    assert here.answer.startswith("It reads 7")


def test_every_digit_of_the_shelf_is_read_as_python_reads_it(visit, lesson, network):
    here = visit(lesson)
    buttons = here.part("shelf").locator("button")
    count = buttons.count()
    assert count >= 20
    labels = set()
    for index in range(count):
        buttons.nth(index).click()
        labels.add(buttons.nth(index).get_attribute("aria-label").split(",")[0][-1])
        ink = here.ink()
        assert ink.shape == (28, 28)
        image = preprocess(ink).image
        found = np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)"))
        np.testing.assert_array_equal(found, as_vector(image))
        np.testing.assert_allclose(
            here.outputs, network.forward(as_vector(image)).outputs, atol=1e-6, rtol=0
        )
    assert labels == set("0123456789")


def test_many_movements_before_a_frame_are_read_once(visit, lesson):
    """However quick the pen and slow the machine: one reading and one picture a frame."""
    here = visit(lesson)
    found = here.page.evaluate(
        """async () => {
             const { lab } = nnviz;
             const frame = () => new Promise(requestAnimationFrame);
             const { network, picture } = lab;
             const counts = { passes: 0, lights: 0 };
             const { forward } = network;
             const { lines } = picture;
             const { add } = lines;
             network.forward = (inputs) => {
               counts.passes += 1;
               return forward.call(network, inputs);
             };
             lines.add = (...rest) => {
               counts.lights += 1;
               add.call(lines, ...rest);
             };
             const pad = lab.pad.canvas;
             pad.setPointerCapture = () => {};
             const box = pad.getBoundingClientRect();
             const send = (type, step) => {
               const place = { clientX: box.left + 60 + step, clientY: box.top + 60 + step };
               pad.dispatchEvent(new PointerEvent(type, { pointerId: 1, ...place }));
             };
             await frame();
             await frame();
             counts.passes = counts.lights = 0;
             send('pointerdown', 0);
             for (let step = 1; step < 80; step += 1) send('pointermove', step);
             const before = { ...counts };
             await frame();
             await frame();
             await frame();
             const moved = { ...counts };
             picture.mark({ layer: 2, neuron: 3 });
             await frame();
             await frame();
             return { before, moved, marked: counts, points: lab.pad.stroke.points.length };
        }"""
    )
    assert found == {
        "before": {"passes": 0, "lights": 0},
        "moved": {"passes": 1, "lights": 1},
        "marked": {"passes": 1, "lights": 1},
        "points": 80,
    }


def test_steps_undo_and_clear(visit, lesson):
    here = visit(lesson)
    here.part("clear").click()
    draw(here, [[(150, 50), (140, 230)]])
    first = here.outputs
    words = here.part("steps").inner_text()
    assert "the ink’s box" in words
    assert "longer side to 20" in words
    assert "centre of mass in the middle" in words
    draw(here, [[(60, 140), (220, 140)]])
    assert not np.allclose(first, here.outputs)
    here.part("undo").click()
    np.testing.assert_array_equal(first, here.outputs)
    here.part("undo").click()
    assert here.answer == "There is no digit to read yet."
    assert "no ink" in here.part("steps").inner_text()


def test_without_preparation_the_pad_is_only_averaged_down(visit, lesson, network):
    here = visit(lesson)
    here.part("clear").click()
    draw(here, [[(40, 30), (40, 130)]])
    here.part("centre").uncheck()
    blocks = here.ink().reshape(28, 10, 28, 10).mean(axis=(1, 3))
    expected = network.forward(as_vector(blocks)).outputs
    np.testing.assert_allclose(here.outputs, expected, atol=1e-6, rtol=0)
    assert "only averaged down" in here.part("steps").inner_text()


def test_turning_a_knob_changes_the_network_and_back(visit, lesson, network):
    here = visit(lesson)
    trained = here.outputs
    image = np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)"))
    choose_neuron(here, 3, 4)
    here.part("bias").fill("7.5")
    layer = network.layers[2]
    biases = layer.biases.copy()
    biases[4] = 7.5
    changed = network.with_layer(2, DenseLayer(layer.weights, biases))
    np.testing.assert_allclose(here.outputs, changed.forward(image).outputs, atol=1e-6, rtol=0)
    assert here.part("turned").inner_text().startswith("1 of 13,002")
    terms = here.part("terms").locator("button")
    terms.nth(1).click()
    assert terms.nth(1).get_attribute("aria-pressed") == "true"
    here.part("weight").fill("-3")
    assert here.part("turned").inner_text().startswith("2 of 13,002")
    here.part("reset").click()
    np.testing.assert_array_equal(trained, here.outputs)
    assert here.part("reset").is_disabled()


def number(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("layer", "neuron"), [(1, 3), (2, 15), (3, 9)])
def test_a_neuron_shows_its_terms_and_its_sum(visit, lesson, network, layer, neuron):
    here = visit(lesson)
    choose_neuron(here, layer, neuron)
    image = np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)"))
    record = network.forward(image)
    z = record.layers[layer - 1].pre_activations[neuron]
    assert f"z = {z:.2f}".replace("-", "−") in here.part("summary").inner_text()
    products = record.contributions(layer - 1)[neuron]
    rows = here.part("terms").locator("tr").all()
    values = [number(row.locator("td").last.inner_text()) for row in rows]
    largest = np.argsort(-np.abs(products), kind="stable")[:6]
    np.testing.assert_allclose(values[:6], products[largest], atol=0.00501)
    assert abs(values[-1] - z) < 0.00501
    assert abs(sum(values[:-1]) - z) < 0.05
    assert here.part("curve").locator("svg").count() == 1
    assert here.part("images").locator("canvas").count() == 3


def test_a_neuron_is_chosen_in_the_picture_and_a_pixel_has_no_weights(visit, lesson):
    here = visit(lesson)
    canvas = here.part("network")
    canvas.scroll_into_view_if_needed()
    x, y = here.page.evaluate("nnviz.lab.picture.placed.layers[2].spots[5]")
    canvas.click(position={"x": x, "y": y})
    assert here.part("summary").inner_text().startswith("Neuron 5 of hidden layer 2")
    x, y = here.page.evaluate("nnviz.lab.picture.placed.layers[0].spots[28 * 13 + 14]")
    canvas.click(position={"x": x, "y": y})
    assert "row 13, column 14" in here.part("summary").inner_text()
    assert not here.part("knobs").is_visible()
    assert not here.part("terms").is_visible()


def test_the_picture_shows_every_neuron_by_its_activation(visit, lesson, network):
    """The middle of each neuron has the light of its activation; read from the canvas."""
    here = visit(lesson, color_scheme="dark")
    image = np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)"))
    here.wait("nnviz.lab.picture.placed !== undefined")
    found = here.page.evaluate(
        """() => {
             const canvas = document.querySelector('[data-lab] [data-part=network]');
             const { width, height } = canvas;
             const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
             const { layers, width: across } = nnviz.lab.picture.placed;
             const at = (place) => Math.floor((place * width) / across);
             return layers.map(({ spots }) =>
               spots.map(([x, y]) => data[4 * (at(y) * width + at(x))]));
        }"""
    )
    for light, expected in zip(found, network.forward(image).activations, strict=True):
        shade = 11 + (255 - 11) * expected
        np.testing.assert_allclose(np.array(light), shade, atol=2)


def test_movements_that_the_browser_folded_into_one_event_are_all_drawn(visit, lesson):
    here = visit(lesson)
    here.part("clear").click()
    here.page.evaluate(
        """() => {
             PointerEvent.prototype.getCoalescedEvents = function () {
               const at = (x) => ({ clientX: x, clientY: this.clientY });
               return [at(this.clientX - 30), at(this.clientX - 15), at(this.clientX)];
             };
        }"""
    )
    pad = here.part("pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    here.page.mouse.move(x, y)
    here.page.mouse.down()
    here.page.mouse.move(x + 40, y)
    here.page.mouse.up()
    points = here.page.evaluate("nnviz.lab.pad.ink.marks[0].points.map(([x]) => x)")
    unit = 280 / box["width"]
    expected = [140 + offset * unit for offset in (0, 10, 25, 40)]
    np.testing.assert_allclose(points, expected, atol=1.5)


def test_a_second_pointer_does_not_disturb_the_first(visit, lesson):
    here = visit(lesson)
    here.part("clear").click()
    here.page.evaluate(
        """() => {
             const pad = document.querySelector('[data-part=pad]');
             pad.setPointerCapture = () => {};
             const send = (type, pointerId, clientX) => pad.dispatchEvent(new PointerEvent(type, {
               pointerId, clientX, clientY: 100, pointerType: 'touch', bubbles: true,
             }));
             send('pointerdown', 1, 100);
             send('pointerdown', 2, 150);
             send('pointermove', 2, 160);
             send('pointermove', 1, 110);
             send('pointerup', 2, 160);
             send('pointermove', 1, 120);
             send('pointercancel', 1, 120);
        }"""
    )
    marks = here.page.evaluate("nnviz.lab.pad.ink.marks.map((mark) => mark.points.length)")
    assert marks == [3]


def test_drawings_are_as_fine_as_the_screen_and_the_ink_does_not_depend_on_it(visit, lesson):
    inks = []
    for ratio in (1, 2):
        here = visit(lesson, device_scale_factor=ratio)
        for name in ("network", "pad"):
            canvas = here.part(name)
            canvas.scroll_into_view_if_needed()
            size = canvas.evaluate("(canvas) => [canvas.width, canvas.clientWidth]")
            assert abs(size[0] - ratio * size[1]) <= 1
        here.part("clear").click()
        draw(here, DRAWINGS[7])
        inks.append(here.ink())
    assert np.abs(inks[0] - inks[1]).mean() < 0.002
