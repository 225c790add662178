"""The numbers of scenes/digits."""

import numpy as np

HELD_OUT = 8500


def of_the_digit(plain):
    """The held-out images that show the same digit as the film's, with their passes."""
    digit = int(plain.labels[plain.default])
    chosen = [i for i in range(HELD_OUT, len(plain.labels)) if plain.labels[i] == digit]
    return digit, chosen, [plain.outputs_of(i) for i in chosen]


def many_threes(plain):
    digit, chosen, outputs = of_the_digit(plain)
    answers = [int(out.argmax()) for out in outputs]
    own = plain.subject[-1][1]
    right = [out for out, answer in zip(outputs, answers, strict=True) if answer == digit]
    shown = [
        out
        for index, out, answer in zip(chosen, outputs, answers, strict=True)
        if answer == digit and index != plain.default
    ][:20]
    wrong = [out for out, answer in zip(outputs, answers, strict=True) if answer != digit][:6]
    return {
        "certainties": [own.max(), *(out.max() for out in shown)],
        "images": len(chosen),
        "read_right": len(right),
        "mistaken_answers": [int(out.argmax()) for out in wrong],
        "mistaken_certainties": [out.max() for out in wrong],
    }


def write_a_program(plain):
    outputs = plain.subject[-1][1]
    answer = int(outputs.argmax())
    other = next(
        i
        for i in range(HELD_OUT, len(plain.labels))
        if plain.labels[i] == answer and i != plain.default
    )
    changed = sum(
        int(a != b)
        for a, b in zip(
            plain.images[other].ravel(), plain.images[plain.default].ravel(), strict=True
        )
    )
    return {
        "inputs": plain.image.ravel(),
        "changed_pixels": changed,
        "outputs": outputs,
        "prediction": answer,
        "confidence": float(np.max(outputs)),
    }
