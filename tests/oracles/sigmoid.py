"""The numbers of scenes/sigmoid."""

import math

import numpy as np

from oracles.plain import logistic


def number_line_squish(plain):
    z, a = plain.subject[1]
    nearest = min(range(len(z)), key=lambda n: abs(z[n]))
    return {
        "pre_activations": z,
        "sigmoid_of_pre_activations": a,
        "nearest_to_zero": {"neuron": nearest, "z": z[nearest], "activation": a[nearest]},
        "above_0.95": sum(1 for value in a if value > 0.95),
        "below_0.05": sum(1 for value in a if value < 0.05),
    }


def sigmoid_curve(plain):
    """Of the six sums nearest to zero: the nearest, the highest, the lowest."""
    z = plain.subject[1][0].tolist()
    near = sorted(z, key=abs)[:6]
    shown = list(dict.fromkeys([near[0], max(near), min(near)]))
    reach = float(max(8, math.ceil(max(map(abs, shown)))))
    # 1 / (1 + e^1000) is e^-1000 to more digits than anybody writes; its logarithm says which.
    logarithm = -1000.0 / math.log(10.0)
    exponent = math.floor(logarithm)
    return {
        "pre_activations_shown": shown,
        "activations_shown": [logistic(value) for value in shown],
        "gained_at_the_end": {
            "from": reach / 2,
            "to": reach,
            "gained": logistic(reach) - logistic(reach / 2),
        },
        "sigma_of_minus_1000": {
            "digits": round(10.0 ** (logarithm - exponent), 2),
            "exponent": exponent,
        },
    }


def bias(plain):
    """The neuron that a bias of -10 changes most, the rest of its sum being what it is."""
    z, biases = plain.subject[1][0], plain.layers[0][1]
    sums = [float(value - b) for value, b in zip(z, biases, strict=True)]
    drops = [logistic(s + b) - logistic(s - 10.0) for s, b in zip(sums, biases, strict=True)]
    index = int(np.argmax(drops))
    return {
        "sum": sums[index],
        "bias": float(biases[index]),
        "activation": logistic(sums[index] + float(biases[index])),
        "activation_above_threshold_only": logistic(sums[index] - 10.0),
    }
