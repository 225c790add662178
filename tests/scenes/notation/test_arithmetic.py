"""What is written in sums and equations multiplies and adds up as it is written, for 51 digits."""

import re
from decimal import Decimal

import numpy as np
import pytest

from framed_picture import Picture
from kernel_step import KernelStep
from neuron_equation import NeuronEquation
from nnviz.core import sigmoid
from nnviz.data import as_vector, load_digits, load_network, load_photo
from nnviz.mobjects import TermSum
from nnviz.view import WeightedTerms
from sum_digits import digits_of_sum

NETWORK, DIGITS = load_network(), load_digits()
PASSES = [NETWORK.forward(as_vector(DIGITS.image(i))) for i in (8700, *range(8500, 8550))]


def number(text):
    """Return what a text of the film says, exactly."""
    return Decimal(text.replace("−", "-").replace("+", "").replace(",", ""))


def terms_of(record):
    return WeightedTerms.of(record, neuron=int(np.argmax(record.layers[0].pre_activations)))


def rows(terms):
    """Return the written factors and products, what is added to them, and the sum."""
    more, few = terms.factor_decimals, terms.decimals
    factors = [
        (number(f"{terms.weights[k]:.{more}f}"), number(f"{terms.activations[k]:.{more}f}"))
        for k in terms.shown
    ]
    products = [number(f"{terms.products[k]:.{few}f}") for k in terms.shown]
    others = [number(f"{part:.{few}f}") for part in (terms.rest, terms.bias)]
    return factors, products, others, number(f"{terms.pre_activation:.{few}f}")


def test_a_weighted_sum_closes_or_says_that_it_does_not():
    exact = 0
    for terms in map(terms_of, PASSES):
        factors, products, others, total = rows(terms)
        unit = Decimal(1).scaleb(-terms.decimals)
        for (weight, value), product, says in zip(
            factors, products, terms.multiplies_as_written, strict=True
        ):
            assert (abs(weight * value - product) * 2 <= unit) == says
        assert (sum(products) + sum(others) == total) == terms.adds_up_as_written
        exact += terms.closes
    assert exact > 0.8 * len(PASSES)


@pytest.mark.parametrize("record", PASSES[:3], ids=["8700", "8500", "8501"])
def test_the_rows_on_screen_are_those_numbers(record):
    terms = terms_of(record)
    drawn = TermSum(terms)
    factors, products, others, total = rows(terms)
    for row, pair, product, exact in zip(
        drawn.term_rows, factors, products, terms.multiplies_as_written, strict=True
    ):
        weight, _, value, equals, result = (part.text for part in row)
        assert (number(weight), number(value), number(result)) == (*pair, product)
        assert equals == ("=" if exact else "≈")
    added = [number(row[-1].text) for row in drawn.other_rows]
    assert [value for value in added if value] == others
    *_, name, shown = (getattr(part, "text", "") for part in drawn.total_row)
    assert (number(shown), "≈" in name) == (total, not terms.adds_up_as_written)


def neuron_sum(record):
    layer = record.layers[0]
    neuron = int(np.argmin(np.abs(layer.activations - 0.5)))
    order = np.argsort(record.contributions(0)[neuron])
    shown = sorted(int(k) for k in (order[-1], order[-2], order[0]))
    return neuron, shown


def closing(record):
    neuron, shown = neuron_sum(record)
    weights, bias = NETWORK.layers[0].weights[neuron], float(NETWORK.layers[0].biases[neuron])
    z = float(record.layers[0].pre_activations[neuron])
    terms = [(float(weights[k]), float(record.inputs[k])) for k in shown]
    rest = z - bias - sum(w * a for w, a in terms)
    return terms, (rest, bias), z


def test_the_formula_of_a_neuron_closes_for_nearly_all_digits():
    exact = 0
    for terms, others, z in map(closing, PASSES):
        digits, of_total, closes = digits_of_sum(terms, others, z)
        written = sum(
            number(f"{w:.{digits}f}") * number(f"{a:.{digits}f}") for w, a in terms
        ) + sum(number(f"{value:.{digits}f}") for value in others)
        off = abs(written - number(f"{z:.{of_total}f}")) * 2
        assert (off <= Decimal(1).scaleb(-of_total)) == closes
        exact += closes
    assert exact > 0.8 * len(PASSES)


@pytest.mark.parametrize("record", PASSES[:2], ids=["8700", "8500"])
def test_the_formula_on_screen_reads_as_a_sum_that_closes(record):
    neuron, shown = neuron_sum(record)
    drawn = NeuronEquation(record, layer=0, neuron=neuron, shown=shown)
    activation, *added = drawn.values
    parts = [part for group in added for part in group.get_family() if hasattr(part, "text")]
    written = " ".join(part.text for part in parts)
    tokens = re.sub(r"\s+", " ", written).strip()
    total = eval(
        re.sub(r"(\d+\.\d+)", r"Decimal('\1')", tokens.replace("−", "-").replace("×", "*")),
        {"Decimal": Decimal},
    )
    z = drawn.total[1][1].text
    unit = Decimal(1).scaleb(-drawn.z_decimals)
    assert drawn.exact == (abs(total - number(z)) * 2 <= unit)
    assert "+ −" not in tokens
    assert float(activation.text) == pytest.approx(sigmoid(float(number(z))), abs=0.02)


def test_nine_pixels_times_nine_weights_are_the_sum_that_is_shown():
    kernel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    photo = np.rint(100.0 * load_photo()) / 100.0
    step = KernelStep(Picture(photo, height=4.0), kernel, centre=(20, 30))
    for place in ((20, 30), (61, 90), (100, 17), (33, 120)):
        step.slide_to(*place)
        pixels = [number(label.text) for label in step.numbers]
        total = sum(p * int(w) for p, w in zip(pixels, kernel.ravel(), strict=True))
        assert total == number(step.total.text)
        assert step.total.text != "+0.00"
