"""The numbers of scenes/neurons."""

HELD_OUT = 8500
STEPS = 8


def neuron_holds_a_number(plain):
    """The pixels that change most along a row: the largest sum of steps in eight neighbours."""
    image = plain.image
    best = max(
        (
            (sum(abs(image[r, c + i + 1] - image[r, c + i]) for i in range(STEPS - 1)), -r, -c)
            for r in range(28)
            for c in range(28 - STEPS + 1)
        ),
    )
    row, start = -best[1], -best[2]
    return {"pixels": image[row, start : start + STEPS]}


def pixels_to_neurons(plain):
    values = plain.image.ravel().tolist()
    return {"inputs": values, "pointed_at": values.index(max(values))}


def output_layer(plain):
    """The closest race between a 4 and a 9 in the digits kept from training."""
    many = plain.all_digits[-1][1]
    closest, index = 0.0, None
    for i in range(HELD_OUT, len(plain.labels)):
        first, second = sorted(range(10), key=lambda k: -many[i, k])[:2]
        if {first, second} == {4, 9} and many[i, second] > closest:
            closest, index = many[i, second], i
    assert closest > 0.25
    outputs = plain.subject[-1][1]
    return {
        "outputs": outputs,
        "prediction": int(outputs.argmax()),
        "rival_index": index,
        "rival_outputs": plain.outputs_of(index),
        "rival_label": int(plain.labels[index]),
    }


def hidden_layers(plain):
    sizes = [plain.layers[0][0].shape[1], *(len(biases) for _, biases in plain.layers)]
    return {"sizes": sizes}
