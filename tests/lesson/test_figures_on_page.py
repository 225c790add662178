"""The figures in the text: every number in them is the network's own."""

import math
import re

import numpy as np

from nnviz.data import as_vector
from nnviz.lesson.shown import choose_digits


def test_the_galleries_say_what_the_network_says(visit, lesson, network, digits):
    page = visit(lesson).page
    shown = choose_digits(network, digits)
    for name, places in (("same", shown.same), ("mistakes", shown.told_mistakes)):
        items = page.locator(f"[data-set={name}] li")
        assert items.count() == len(places)
        for place, item in zip(places, items.all(), strict=True):
            record = shown.forward_pass[place]
            words = item.locator(".says")
            assert words.inner_text() == f"{record.prediction} · {record.confidence:.2f}"
            is_wrong = "wrong" in words.get_attribute("class")
            label = shown.digits.label(place)
            assert is_wrong == (record.prediction != label)
            meant = item.locator(".meant").all_inner_texts()
            assert meant == ([f"meant: {label}"] if is_wrong else [])


def test_the_weighted_sum_adds_up(visit, lesson, network, digits):
    page = visit(lesson).page
    shown = choose_digits(network, digits)
    record = shown.forward_pass[shown.summed]
    z = record.layers[0].pre_activations[shown.neuron]
    bias = network.layers[0].biases[shown.neuron]
    words = page.locator("[data-figure=weightedSum] .reading").inner_text().replace("−", "-")
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", words)]
    activation = record.layers[0].activations[shown.neuron]
    np.testing.assert_allclose(numbers, [z - bias, bias, z, activation], atol=0.00501)


def test_every_neuron_of_the_first_layer_shows_its_weights(visit, lesson, network):
    page = visit(lesson, color_scheme="dark").page
    assert page.locator("[data-figure=weights] canvas").count() == 16
    signs = page.evaluate(
        """() => Array.from(document.querySelectorAll('[data-figure=weights] canvas'), (canvas) => {
             const one = document.createElement('canvas');
             one.width = one.height = 28;
             const context = one.getContext('2d', { willReadFrequently: true });
             context.drawImage(canvas, 0, 0);
             const { data } = context.getImageData(0, 0, 28, 28);
             return Array.from({ length: 784 }, (_, k) => data[4 * k + 2] - data[4 * k]);
        })"""
    )
    for row, drawn in zip(network.layers[0].weights, signs, strict=True):
        strong = np.abs(row) > 0.1 * np.abs(row).max()
        assert (np.sign(drawn)[strong] == np.sign(row)[strong]).all()


def test_the_sigmoid_follows_its_sliders(visit, lesson):
    page = visit(lesson).page
    page.get_by_role("slider", name="Weighted sum").fill("8")
    page.locator("#sigmoid-bias").fill("-10")
    words = page.locator("[data-figure=sigmoid] .reading").inner_text()
    assert f"the activation is {1 / (1 + math.exp(2)):.3f}" in words
    assert "where the weighted sum is 10.0" in words


def test_a_digit_pushed_aside_is_read_as_python_reads_it(visit, lesson, network, digits):
    page = visit(lesson).page
    shown = choose_digits(network, digits)
    image = shown.digits.image(shown.same[0])
    answers = set()
    for shift in (-10, -3, 0, 6, 10):
        page.get_by_label("Pixels to the right").fill(str(shift))
        moved = np.zeros((28, 28))
        columns = np.arange(28)
        inside = (columns - shift >= 0) & (columns - shift < 28)
        moved[:, inside] = image[:, columns[inside] - shift]
        record = network.forward(as_vector(moved))
        words = page.locator("[data-figure=offCentre] .reading").inner_text()
        assert f"reads {record.prediction}, with an activation of {record.confidence:.2f}" in words
        answers.add(record.prediction)
    assert len(answers) > 1, "the text says that the answer flips"


def test_a_neuron_shows_its_number(visit, lesson):
    page = visit(lesson).page
    page.get_by_role("slider", name="Activation").fill("0.25")
    disc = page.locator("[data-figure=neuron] [data-part=disc]")
    assert float(disc.get_attribute("fill-opacity")) == 0.25
    assert page.locator("[data-figure=neuron] [data-part=number]").text_content() == "0.25"


def test_the_numbers_of_the_pixels_are_real(visit, lesson, network, digits):
    page = visit(lesson).page
    shown = choose_digits(network, digits)
    values = [float(text) for text in page.locator(".numbers text").all_text_contents()]
    middle = shown.digits.image(shown.same[0])[10:18, 10:18]
    np.testing.assert_allclose(values, middle.ravel(), atol=0.00501)


def test_the_table_counts_the_parameters(visit, lesson):
    rows = visit(lesson).page.locator("table.count tbody tr").all()
    together = [int(row.locator("td").last.inner_text().replace(",", "")) for row in rows]
    assert together[-1] == sum(together[:-1]) == 13002
