"""The numbers of scenes/weights."""

from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from oracles.plain import HELD_OUT


def most_driven(plain):
    z = plain.subject[1][0].tolist()
    return z.index(max(z))


def desired_edge(plain):
    """The 6 x 7 or 7 x 6 region with the most light on its middle lines and off the others."""
    image = plain.image
    best, found = -np.inf, None
    for upright in (False, True):
        seen = image.T if upright else image
        for row in range(28 - 6 + 1):
            for column in range(28 - 7 + 1):
                lines = [seen[row + k, column : column + 7].sum() for k in range(6)]
                answer = lines[2] + lines[3] - lines[0] - lines[1] - lines[4] - lines[5]
                if answer > best + 1e-12:
                    best = answer
                    cells = [(row + r, column + c) for r in range(6) for c in range(7)]
                    if upright:
                        cells = sorted((c, r) for r, c in cells)
                    found = [28 * r + c for r, c in cells]
    return {"inputs": image.ravel(), "region": found}


def weights(plain):
    neuron = most_driven(plain)
    row = plain.layers[0][0][neuron]
    return {
        "neuron": neuron,
        "weights": row,
        "largest_weight": max(row.tolist()),
        "smallest_weight": min(row.tolist()),
        "scale": max(abs(weight) for weight in row.tolist()),
        "activation": plain.subject[1][1][neuron],
    }


def rounded(value, decimals):
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def closes(choice, factors, others, z):
    _, decimals, more = choice
    products = [rounded(w * a, decimals) for w, a in factors]
    multiplied = [rounded(w, more) * rounded(a, more) for w, a in factors]
    unit = Decimal(1).scaleb(-decimals)
    exact = all(abs(p - m) * 2 <= unit for p, m in zip(products, multiplied, strict=True))
    added = sum(products) + sum(rounded(part, decimals) for part in others)
    return exact and added == rounded(z, decimals)


def weighted_sum(plain):
    neuron = most_driven(plain)
    row, bias = plain.layers[0][0][neuron], float(plain.layers[0][1][neuron])
    inputs = plain.image.ravel()
    products = [float(w) * float(a) for w, a in zip(row, inputs, strict=True)]
    z = float(plain.subject[1][0][neuron])
    order = sorted(range(784), key=lambda k: -abs(products[k]))

    def split(count):
        return order[:count], float(np.sum([products[k] for k in order[count:]]))

    # The first count of terms, with few decimals first, that closes as it is written.
    digits = ((2, 2), (2, 3), (3, 4))
    choices = [(count, *pair) for pair in digits for count in (5, 6, 4, 7, 3)]
    count, decimals, _ = next(
        (
            choice
            for choice in choices
            for shown, rest in [split(choice[0])]
            if closes(choice, [(row[k], inputs[k]) for k in shown], [rest, bias], z)
        ),
        choices[-1],
    )
    shown, rest = split(count)
    return {
        "neuron": neuron,
        "inputs": inputs,
        "weights": row,
        "products": products,
        "shown": shown,
        "decimals": decimals,
        "bias": bias,
        "rest": rest,
        "more": sum(1 for k in order[count:] if inputs[k] != 0.0),
        "dark": sum(1 for k in order[count:] if inputs[k] == 0.0),
        "pre_activation": z,
    }


def edge_detector(plain):
    """The sums over a bar of 2 x 10 and over what surrounds it, of four images."""
    bar = [(r, c) for r in (13, 14) for c in range(9, 19)]
    around = [(r, c) for r in (11, 12, 15, 16) for c in range(9, 19)]
    block = [(r, c) for r in range(9, 19) for c in range(9, 19)]
    everywhere = [(r, c) for r in range(28) for c in range(28)]
    lit = [bar, block, [], [place for place in everywhere if place not in bar]]
    sums = []
    for pixels in lit:
        inside, beside = (sum(1.0 for p in pixels if p in where) for where in (bar, around))
        sums.append([inside, inside - beside])
    return {"pre_activations": sums}


def rank_images(plain):
    neuron = most_driven(plain)
    sums = [float(plain.all_digits[1][0][HELD_OUT + i, neuron]) for i in range(400)]
    order = sorted(range(400), key=lambda i: sums[i])
    chosen = sorted(order[int(place)] for place in (0, 133, 266, 399))
    return {
        "neuron": neuron,
        "digits": [HELD_OUT + i for i in chosen],
        "pre_activations": [
            plain.forward(plain.images[HELD_OUT + i].ravel() / 255.0)[1][0][neuron] for i in chosen
        ],
    }
