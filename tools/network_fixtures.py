"""Make the fixtures of tests/formats by the tools that they come from.

Not a test, and nothing of it is needed to run the tests: the files that it made are committed. Each
tool runs in a Python of its own that has it::

    python tools/network_fixtures.py sklearn   # scikit-learn, skl2onnx, skops
    python tools/network_fixtures.py keras     # keras, jax
    python tools/network_fixtures.py torch     # torch, safetensors

The files committed were made by scikit-learn 1.9.1 with skl2onnx 1.20.0 and skops 0.16.0, by Keras
3.15.1 on jax 0.10.2, and by PyTorch 1.13.1. The weights are random or trained here on the iris and
digits of scikit-learn; beside each file lie some inputs and what the tool itself made of them, as
``NAME.expected.npz``.
"""

import os
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parents[1] / "tests" / "formats" / "fixtures"
RNG = np.random.default_rng(14)


def expect(name, inputs, outputs, **more):
    """Keep what the tool made of the inputs, one a row as the network has them."""
    rows = np.asarray(inputs, dtype=np.float64).reshape(len(inputs), -1)
    np.savez_compressed(HERE / f"{name}.expected.npz", inputs=rows, outputs=outputs, **more)


def by_sklearn():
    """Make what scikit-learn, skl2onnx and skops write."""
    import skops.io
    from skl2onnx import to_onnx
    from sklearn.datasets import load_digits, load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    iris, digits = load_iris(as_frame=True), load_digits()
    names = iris.target_names[iris.target]
    plain = iris.data.to_numpy()
    mlp = MLPClassifier((8,), solver="lbfgs", alpha=0.1, random_state=1, max_iter=3000)
    piped = make_pipeline(StandardScaler(), mlp).fit(iris.data, names)
    skops.io.dump(piped, HERE / "sklearn-iris.skops")
    expect("sklearn-iris.skops", plain[::10], piped.predict_proba(iris.data)[::10])
    piped = make_pipeline(StandardScaler(), mlp).fit(plain, names)
    write_onnx(to_onnx(piped, plain[:1].astype(np.float32)), "sklearn-iris.onnx")
    expect("sklearn-iris.onnx", plain[::10], piped.predict_proba(plain)[::10])
    logistic = LogisticRegression(max_iter=2000).fit(plain, names)
    write_onnx(to_onnx(logistic, plain[:1].astype(np.float32)), "sklearn-logistic.onnx")
    expect("sklearn-logistic.onnx", plain[::10], logistic.predict_proba(plain)[::10])
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64)
    xor = MLPClassifier((4,), activation="tanh", solver="lbfgs", random_state=3).fit(
        x, [0, 1, 1, 0]
    )
    write_onnx(to_onnx(xor, x[:1].astype(np.float32)), "sklearn-xor.onnx")
    expect("sklearn-xor.onnx", x, xor.predict_proba(x)[:, 1:])
    eight = MLPClassifier((16,), activation="logistic", solver="lbfgs", random_state=1)
    eight.fit(digits.data / 16, digits.target)
    arrays = {f"coefs_{n}": w for n, w in enumerate(eight.coefs_)}
    arrays |= {f"intercepts_{n}": b for n, b in enumerate(eight.intercepts_)}
    np.savez_compressed(HERE / "sklearn-digits.npz", **arrays)
    some = digits.data[::60] / 16
    expect("sklearn-digits.npz", some, eight.predict_proba(some), labels=digits.target[::60])
    price = MLPRegressor(hidden_layer_sizes=(5, 3), solver="lbfgs", random_state=2, max_iter=2000)
    price.fit(plain[:, :3], plain[:, 3])
    skops.io.dump(price, HERE / "sklearn-regressor.skops")
    expect("sklearn-regressor.skops", plain[::10, :3], price.predict(plain[::10, :3])[:, None])


def write_onnx(model, name):
    """Write what skl2onnx made."""
    (HERE / name).write_bytes(model.SerializeToString())


def by_keras():
    """Make what Keras writes."""
    os.environ["KERAS_BACKEND"] = "jax"
    import keras
    from keras import layers

    keras.utils.set_random_seed(14)

    def shake(model):
        for weights in model.weights:
            if weights.dtype == "float32":
                values = RNG.normal(0, 0.4, weights.shape)
                weights.assign(abs(values) + 0.5 if "variance" in weights.path else values)

    dense = keras.Sequential(
        [
            keras.Input((12,)),
            layers.Dense(7, activation="leaky_relu"),
            layers.BatchNormalization(),
            layers.Dense(6),
            layers.LeakyReLU(),
            layers.Dropout(0.2),
            layers.Dense(5, activation="gelu", use_bias=False),
            layers.Dense(4, activation="softmax"),
        ]
    )
    inner = keras.Input((8, 8, 2))
    x = layers.Rescaling(1 / 255, offset=-0.5)(inner)
    x = layers.Conv2D(4, 3, activation="relu", padding="valid")(x)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(3, (3, 2), padding="same", activation="elu")(x)
    x = layers.Flatten()(x)
    maps = keras.Model(inner, layers.Dense(3, activation="sigmoid")(x))
    mean = keras.Sequential(
        [
            keras.Input((9, 7, 1)),
            layers.Conv2D(4, 3, strides=2, padding="same"),
            layers.ReLU(),
            layers.AveragePooling2D(2, padding="same"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
            layers.Softmax(),
        ]
    )
    for name, model in (("keras-dense.keras", dense), ("keras-maps.keras", maps),
                        ("keras-dense.h5", dense), ("keras-mean.h5", mean)):  # fmt: skip
        if name != "keras-dense.h5":
            shake(model)
        model.save(HERE / name)
        inputs = RNG.normal(0, 3, (6, *model.input_shape[1:]))
        if "maps" in name:
            inputs = 40 * abs(inputs)
        outputs = np.asarray(model(inputs.astype(np.float32), training=False))
        if inputs.ndim == 4:
            # Here the channels come first.
            inputs = inputs.transpose(0, 3, 1, 2)
        expect(name, inputs, outputs)


def by_torch():
    """Make what PyTorch writes."""
    import torch
    from safetensors.torch import save_file
    from torch import nn

    torch.manual_seed(14)
    flat = nn.Sequential(nn.Linear(12, 7), nn.ReLU(), nn.Linear(7, 5), nn.Tanh(), nn.Linear(5, 3))
    stir(flat)
    save_file(flat.state_dict(), str(HERE / "torch-flat.safetensors"))
    keep("torch-flat.safetensors", nn.Sequential(flat, nn.Softmax(1)), torch.randn(6, 12))

    class Named(nn.Module):
        """Layers whose names are not in the order of their use, and a view by the batch."""

        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(9, 5)
            self.answer = nn.Linear(5, 4)

        def forward(self, x):
            x = x.view(x.size(0), -1)
            x = torch.sigmoid(self.hidden(x))
            return torch.log_softmax(self.answer(x), dim=1)

    named = Named()
    stir(named)
    save_file(named.state_dict(), str(HERE / "torch-named.safetensors"))
    images = 2 * torch.randn(6, 1, 3, 3)
    keep("torch-named.safetensors", lambda x: named(x).exp(), images)
    export(named, images[:1], "torch-view.onnx")
    keep("torch-view.onnx", lambda x: named(x).exp(), images)
    maps = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(4, 3, (3, 2), stride=(1, 2), dilation=(1, 2)), nn.LeakyReLU(0.2),
        nn.AvgPool2d(2, stride=1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(9, 6), nn.ELU(0.7),
        nn.BatchNorm1d(6), nn.Linear(6, 3), nn.Softmax(1),
    )  # fmt: skip
    stir(maps)
    for module in maps:
        if hasattr(module, "running_mean"):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.normal_(1, 0.3)
    maps.eval()
    images = 3 * torch.randn(6, 1, 12, 12)
    export(maps, images[:1], "torch-maps.onnx")
    keep("torch-maps.onnx", maps, images)


def stir(model):
    """Make the weights large enough for outputs that differ."""
    for values in model.parameters():
        values.data.normal_(0, 0.6)


def export(model, example, name):
    """Write a model as PyTorch exports it, for a batch of any size."""
    import torch

    axes = {"x": {0: "batch"}, "y": {0: "batch"}}
    target = str(HERE / name)
    torch.onnx.export(
        model, example, target, opset_version=13, input_names=["x"], output_names=["y"],
        dynamic_axes=axes,
    )  # fmt: skip


def keep(name, model, inputs):
    """Keep what PyTorch makes of some inputs."""
    import torch

    with torch.no_grad():
        expect(name, inputs.numpy(), model(inputs).numpy())


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    {"sklearn": by_sklearn, "keras": by_keras, "torch": by_torch}[sys.argv[1]]()
