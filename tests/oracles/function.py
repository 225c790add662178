"""The numbers of scenes/function."""

import numpy as np
from scipy import optimize

from oracles.plain import logistic


def neuron_is_a_function(plain):
    """The neuron of the second layer that moves most over the film's image and ten others."""
    images = [plain.image, *(plain.images[plain.first(digit)] / 255.0 for digit in range(10))]
    passes = [plain.forward(image.ravel()) for image in images]
    values = [passed[2][1] for passed in passes]
    spread = [max(v[n] for v in values) - min(v[n] for v in values) for n in range(len(values[0]))]
    neuron = spread.index(max(spread))
    places = range(len(images))
    low = min(places, key=lambda i: values[i][neuron])
    high = max(places, key=lambda i: values[i][neuron])
    shown = [0, *(place for place in (low, high) if place != 0)]
    row, bias = plain.layers[1][0][neuron], plain.layers[1][1][neuron]
    return {
        "neuron": neuron,
        "inputs": [passes[i][1][1] for i in shown],
        "outputs": [
            logistic(sum(w * a for w, a in zip(row, passes[i][1][1], strict=True)) + bias)
            for i in shown
        ],
    }


def network_is_a_function(plain):
    answer = int(plain.subject[-1][1].argmax())
    digit = 8 if answer != 8 else 3
    answers = plain.all_digits[-1][1].argmax(axis=1)
    right = [i for i in range(10000) if plain.labels[i] == digit and answers[i] == digit]
    flat = plain.images.reshape(10000, 784).astype(int)
    here = flat[plain.default]
    index = min(right, key=lambda i: int(((flat[i] - here) ** 2).sum()))
    other = plain.images[index] / 255.0

    def outputs_at(share):
        return plain.forward(((1.0 - share) * plain.image + share * other).ravel())[-1][1]

    places = np.linspace(0.0, 1.0, 1001)
    passed = plain.many([(1.0 - t) * plain.image + t * other for t in places])
    reads = passed[-1][1].argmax(axis=1)
    flips = []
    for k in np.flatnonzero(reads[1:] != reads[:-1]):
        before, after = int(reads[k]), int(reads[k + 1])
        at = optimize.brentq(
            lambda t, old=before, new=after: outputs_at(t)[old] - outputs_at(t)[new],
            places[k],
            places[k + 1],
            xtol=1e-15,
        )
        # Nothing else is higher where the two are equal: it is one flip, not two.
        assert set(np.argsort(-outputs_at(at))[:2].tolist()) == {before, after}
        flips.append((at, before, after))
    numbers = {
        "blended_into": index,
        "flips": flips,
        "outputs": plain.subject[-1][1],
        "outputs_of_the_other": plain.outputs_of(index),
        "parameters": sum(w.size + b.size for w, b in plain.layers),
    }
    if flips:
        numbers["outputs_at_the_flip"] = outputs_at(flips[-1][0])
    return numbers
