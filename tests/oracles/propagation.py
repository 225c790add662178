"""The numbers of scenes/propagation."""

import numpy as np

from oracles.plain import HELD_OUT

NOISE_SEED = 1


def propagation(plain):
    passed = plain.subject
    outputs = passed[-1][1]
    return {
        "inputs": passed[0][1],
        "activations": [a for _, a in passed[1:]],
        "outputs": outputs,
        "prediction": int(outputs.argmax()),
        "confidence": float(outputs.max()),
    }


def many_digits(plain):
    chosen = [plain.first(digit) for digit in range(10)]
    outputs = [plain.outputs_of(i) for i in chosen]
    return {
        "shipped_digits": chosen,
        "outputs": outputs,
        "right": sum(int(out.argmax()) == digit for digit, out in enumerate(outputs)),
    }


def not_perfect(plain):
    outputs = plain.all_digits[-1][1][HELD_OUT:]
    labels = plain.labels[HELD_OUT:].tolist()
    answers = outputs.argmax(axis=1).tolist()
    right = sum(a == b for a, b in zip(answers, labels, strict=True))
    wrong = [i for i in range(len(labels)) if answers[i] != labels[i]]
    surest = sorted(wrong, key=lambda i: -outputs[i].max())[:5]
    noise = np.random.default_rng(NOISE_SEED).random((1000, 28, 28))
    of_noise = plain.many(noise)[-1][1]
    return {
        "right": right,
        "accuracy": right / len(labels),
        "surest_mistakes": [HELD_OUT + i for i in surest],
        "labels_of_surest_mistakes": [labels[i] for i in surest],
        "answers_to_surest_mistakes": [answers[i] for i in surest],
        "certainties_of_surest_mistakes": [plain.outputs_of(HELD_OUT + i).max() for i in surest],
        "outputs_of_surest_mistake": plain.outputs_of(HELD_OUT + surest[0]),
        "noise_outputs": plain.forward(noise[0].ravel())[-1][1],
        "noise_above_half": sum(1 for out in of_noise if max(out) > 0.5),
    }
