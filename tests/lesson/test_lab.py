"""The laboratory stands on one screen; its pass is played, stepped and read neuron by neuron."""

import numpy as np
import pytest
from lesson_drawing import DRAWINGS, draw

from nnviz.lesson.shown import choose_digits

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def bars(here):
    """The level of each bar in percent, and what is written beside it."""
    found = here.page.evaluate(
        """() => nnviz.lab.bars.rows.map(({ bar, value }) =>
             [bar.style.getPropertyValue('--level'), value.textContent])"""
    )
    return [float(level.removesuffix("%")) for level, _ in found], [words for _, words in found]


def light(here):
    """How light the neurons of each layer are drawn, from the canvas: the red of their middles."""
    return here.page.evaluate(
        """() => {
             const { picture } = nnviz.lab;
             picture.drawNow();
             const { canvas, placed } = picture;
             const copy = new OffscreenCanvas(canvas.width, canvas.height);
             const context = copy.getContext('2d', { willReadFrequently: true });
             context.drawImage(canvas, 0, 0);
             const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
             const at = (place) => Math.floor((place * width) / placed.width);
             return placed.layers.map(({ spots }) =>
               spots.map(([x, y]) => data[4 * (at(y) * width + at(x))]));
        }"""
    )


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_pad_network_and_outputs_share_the_first_screen(visit, lesson, width):
    here = visit(lesson, viewport={"width": width, "height": 900})
    for name in ("pad", "network", "bars", "play", "bias"):
        box = here.part(name).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900, name


def test_on_a_phone_the_answer_stays_in_view(visit, lesson):
    here = visit(lesson, **PHONE)
    for name in ("pad", "network", "bias"):
        here.part(name).scroll_into_view_if_needed()
        for shown in ("answer", "bars", name):
            box = here.part(shown).bounding_box()
            assert box["y"] + box["height"] > 0, (name, shown)
            assert box["y"] < 844, (name, shown)
    answer = here.part("bars").bounding_box()
    assert here.part("bias").bounding_box()["y"] > answer["y"] + answer["height"]


def test_each_digit_is_read_as_python_reads_it(visit, lesson, network, digits):
    here = visit(lesson)
    shown = choose_digits(network, digits)
    for place in shown.one_each:
        record = shown.forward_pass[place]
        assert f"{record.confidence:.2f}" in here.answer
        _, written = bars(here)
        np.testing.assert_allclose([float(w) for w in written], record.outputs, atol=5.1e-4)
        here.part("another").click()


def test_nothing_is_shown_before_the_pass_has_come_to_it(visit, lesson, network):
    here = visit(lesson, color_scheme="dark")
    here.part("pace").select_option("6")
    layers = len(network.sizes)
    for _ in range(layers):
        here.part("back").click()
    record = network.forward(np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)")))
    for moment in range(layers + 1):
        seen = light(here)
        for k, (shades, activations) in enumerate(zip(seen, record.activations, strict=True)):
            expected = 11 + (255 - 11) * activations if k < moment else np.full(len(shades), 11.0)
            np.testing.assert_allclose(shades, expected, atol=2)
        levels, written = bars(here)
        is_known = moment == layers
        assert here.answer.startswith("It reads") == is_known
        assert (set(levels) != {0.0}) == is_known
        assert (set(written) != {"\u2013"}) == is_known
        assert here.part("bars").locator(".winner").count() == is_known
        here.part("forward").click()


def test_a_pass_is_played_and_can_be_held(visit, lesson):
    here = visit(lesson, reduced_motion="no-preference")
    here.page.evaluate("nnviz.lab.player.finish()")
    here.part("pace").select_option("2.5")
    here.part("play").click()
    here.wait("nnviz.lab.player.moment > 1.1")
    here.part("play").click()
    held = here.page.evaluate("nnviz.lab.player.moment")
    assert 1.1 < held < 4
    assert here.answer.startswith("Signals travel to: Hidden layer")
    front = here.page.evaluate("nnviz.lab.picture.front(nnviz.lab.picture.placed)")
    assert 0 < front < here.part("network").bounding_box()["width"]
    here.page.wait_for_timeout(100)
    assert here.page.evaluate("nnviz.lab.player.moment") == held
    draw(here, DRAWINGS[7])
    assert here.answer.startswith("It reads 7"), "whoever draws sees the answer at once"


def test_where_motion_is_reduced_the_pass_is_there_at_once(visit, lesson):
    here = visit(lesson)
    here.part("back").click()
    here.part("play").click()
    assert here.page.evaluate("nnviz.lab.player.moment === nnviz.lab.player.last")
    assert here.answer.startswith("It reads")


def test_a_chosen_neuron_lights_its_own_lines_and_dims_the_rest(visit, lesson, network):
    here = visit(lesson)
    total = """() => {
         const { picture } = nnviz.lab;
         picture.drawNow();
         const { positive, negative } = picture.lines.field;
         return positive.reduce((sum, one) => sum + one, 0)
           + negative.reduce((sum, one) => sum + one, 0);
    }"""
    everything = here.page.evaluate(total)
    canvas = here.part("network")
    x, y = here.page.evaluate("nnviz.lab.picture.placed.layers[1].spots[5]")
    canvas.click(position={"x": x, "y": y})
    focused = here.page.evaluate(total)
    here.page.evaluate("nnviz.lab.picture.lines.isAside = () => true")
    here.page.evaluate("nnviz.lab.picture.lines.isOld = true")
    aside = here.page.evaluate(total)
    assert aside == pytest.approx(0.07 * everything, rel=0.02)
    assert 1.1 * aside < focused < 0.5 * everything
    canvas.click(position={"x": x, "y": y})
    assert not here.page.evaluate("nnviz.lab.isFocused")


def test_the_numbers_of_a_neuron_are_read_under_the_pointer_and_by_keys(visit, lesson, network):
    here = visit(lesson)
    record = network.forward(np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)")))
    canvas = here.part("network")
    canvas.focus()
    for _ in range(20):
        here.page.keyboard.press("ArrowUp")
    here.page.keyboard.press("ArrowRight")
    for _ in range(3):
        here.page.keyboard.press("ArrowDown")
    z, a = record.layers[1].pre_activations[3], record.layers[1].activations[3]
    words = here.part("readout").inner_text().replace("\u2212", "-")
    assert words.startswith("Neuron 3 of hidden layer 2")
    assert f"z = {z:.2f}, a = {a:.3f}" in words
    lit = int(np.argmax(record.layers[0].activations))
    x, y = here.page.evaluate(f"nnviz.lab.picture.placed.layers[1].spots[{lit}]")
    canvas.hover(position={"x": x, "y": y})
    words = here.part("readout").inner_text().replace("\u2212", "-")
    weight, source = network.layers[1].weights[3, lit], record.layers[0].activations[lit]
    assert f"w × a = {weight:.2f} × {source:.2f} = {weight * source:.2f}" in words
    here.page.keyboard.press("Escape")
    assert not here.page.evaluate("nnviz.lab.isFocused")


def test_a_dial_turned_back_is_the_trained_number(visit, lesson, network):
    here = visit(lesson)
    trained = here.page.evaluate("nnviz.lab.inspector.knobs.bias.value")
    here.part("bias").fill("5")
    assert "1 of 13,002" in here.part("turned").inner_text()
    here.part("bias").fill(trained)
    assert "0 of 13,002" in here.part("turned").inner_text()
