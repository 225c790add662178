"""The numbers of scenes/propagation.py."""


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


ORACLES = {"Propagation": propagation}
