"""The numbers of scenes/relu."""

from scipy import special

from oracles.plain import HELD_OUT, logistic

SMALL = 0.01
NEAR = 8.0


def slope(z):
    """The slope of the logistic curve as a difference of the curve's two halves."""
    return logistic(z) * logistic(-z)


def sigmoid_is_flat(plain):
    z = plain.subject[1][0]
    slopes = [slope(float(value)) for value in z]
    many = plain.all_digits[1][0][HELD_OUT:]
    all_slopes = special.expit(many) * special.expit(-many)
    return {
        "pre_activations": z,
        "slopes": slopes,
        "slopes_shown": [slope(where) for where in (0.0, 0.65 * NEAR, -0.65 * NEAR)],
        "small_slopes": sum(1 for s in slopes if s < SMALL),
        "small_slopes_part": sum(1 for s in all_slopes.ravel().tolist() if s < SMALL)
        / all_slopes.size,
    }


def straight(weights, biases, before):
    """A layer without an activation."""
    return [
        sum(w * a for w, a in zip(row, before, strict=True)) + bias
        for row, bias in zip(weights, biases, strict=True)
    ]


def relu(plain):
    z = plain.subject[1][0].tolist()
    (w1, b1), (w2, b2) = plain.layers[-2:]
    before = plain.subject[-3][1]
    middle = straight(w1, b1, before)
    outputs = straight(w2, b2, middle)
    product = [
        [sum(row[k] * w1[k][j] for k in range(len(w1))) for j in range(len(w1[0]))] for row in w2
    ]
    return {
        "pre_activations": z,
        "relu_of_pre_activations": [max(0.0, value) for value in z],
        "slope_one": sum(1 for value in z if value > 0.0),
        "product": product,
        "outputs_of_two_layers": outputs,
        "outputs_of_one_layer": outputs,
        "same": True,
    }
