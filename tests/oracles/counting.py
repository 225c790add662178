"""The numbers of scenes/counting."""


def parameter_count(plain):
    """Count the entries of the arrays in the network's file, one by one."""
    weights = [sum(1 for row in layer for _ in row) for layer, _ in plain.layers]
    biases = sum(1 for _, layer in plain.layers for _ in layer)
    return {
        **{f"weights_{n}": count for n, count in enumerate(weights, 1)},
        "biases": biases,
        "parameters": sum(weights) + biases,
    }
