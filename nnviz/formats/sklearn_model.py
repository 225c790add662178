"""Models of scikit-learn, alive or described by a file, by what their attributes say."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from nnviz.core import Feature, FloatArray, Meaning, Network, NNVizError
from nnviz.formats.assembly import Assembly, as_numbers

__all__ = ["Described", "from_sklearn"]

_LINEAR = ("LinearRegression", "LogisticRegression", "Ridge", "RidgeClassifier")
_PERCEPTRONS = ("MLPClassifier", "MLPRegressor")
_SCALERS = {
    "MinMaxScaler": "inputs were brought into one range",
    "StandardScaler": "inputs were standardised",
}


class Described(SimpleNamespace):
    """A model that a file describes: its attributes, and the name of its class."""

    described_kind: str = ""


def from_sklearn(model: Any) -> Network:
    """Return the network that a fitted model of scikit-learn is.

    Nothing of scikit-learn is imported: the model's attributes are read. What scales the inputs in
    a pipeline becomes part of the first layer; names of features and classes are kept.

    Parameters
    ----------
    model : object
        An MLPClassifier, MLPRegressor, LogisticRegression or LinearRegression, or a pipeline of
        StandardScaler or MinMaxScaler and one of these.

    Raises
    ------
    NNVizError
        If it is another model, or not fitted.

    Examples
    --------
    >>> class LogisticRegression:  # as scikit-learn's, fitted
    ...     coef_ = np.array([[2.0, -1.0]])
    ...     intercept_ = np.array([0.5])
    ...     classes_ = np.array(["no", "yes"])
    >>> network = from_sklearn(LogisticRegression())
    >>> network.sizes, network.meaning.classes
    ((2, 1), ('no', 'yes'))
    """
    parts = [part for _, part in model.steps] if _kind(model) == "Pipeline" else [model]
    parts = [part for part in parts if part != "passthrough" and part is not None]
    if not parts:
        raise NNVizError("expected a fitted model; the pipeline is empty")
    *scalers, last = parts
    first = scalers[0] if scalers else last
    layers = _layers(last)
    steps = Assembly((layers[0][0].shape[1],))
    for scaler in scalers:
        steps.scale_shift(*_scaling(scaler))
    for weights, biases, name in layers:
        steps.dense(weights, biases)
        steps.activation(name)
    said = [_SCALERS[_kind(scaler)] for scaler in scalers]
    meaning = Meaning(
        features=tuple(
            Feature.parse(str(name)) for name in getattr(first, "feature_names_in_", ())
        ),
        classes=tuple(str(name) for name in np.asarray(getattr(last, "classes_", ())).ravel()),
        preparation="; ".join(said),
    )
    return steps.network(meaning)


def _layers(model: Any) -> list[tuple[FloatArray, FloatArray, str]]:
    """Return weights (n_out, n_in), biases and function of each layer."""
    kind = _kind(model)
    if kind in _PERCEPTRONS:
        weights, biases = _fitted(model, "coefs_"), _fitted(model, "intercepts_")
        hidden = _fitted(model, "activation")
        names = [*[hidden] * (len(weights) - 1), _fitted(model, "out_activation_")]
        return [
            (as_numbers(np.asarray(w), "coefs_").T, as_numbers(np.asarray(b), "intercepts_"), name)
            for w, b, name in zip(weights, biases, names, strict=True)
        ]
    if kind in _LINEAR:
        weights = np.atleast_2d(as_numbers(np.asarray(_fitted(model, "coef_")), "coef_"))
        biases = np.atleast_1d(as_numbers(np.asarray(_fitted(model, "intercept_")), "intercept_"))
        name = "identity"
        if kind == "LogisticRegression":
            name = "sigmoid" if len(weights) == 1 else "softmax"
            if getattr(model, "multi_class", None) == "ovr" and len(weights) > 1:
                raise NNVizError("expected one softmax over all classes, not multi_class='ovr'")
        return [(weights, np.broadcast_to(biases, len(weights)).copy(), name)]
    known = ", ".join((*_PERCEPTRONS, *_LINEAR))
    raise NNVizError(f"expected one of {known} of scikit-learn; got {kind:.60}")


def _scaling(scaler: Any) -> tuple[FloatArray, FloatArray]:
    kind = _kind(scaler)
    if kind == "StandardScaler":
        scale, mean = _fitted(scaler, "scale_"), _fitted(scaler, "mean_")
        factor = 1.0 / as_numbers(np.asarray(1.0 if scale is None else scale), "scale_")
        return factor, -as_numbers(np.asarray(0.0 if mean is None else mean), "mean_") * factor
    if kind == "MinMaxScaler":
        factor = as_numbers(np.asarray(_fitted(scaler, "scale_")), "scale_")
        return factor, as_numbers(np.asarray(_fitted(scaler, "min_")), "min_")
    raise NNVizError(
        f"expected {' or '.join(_SCALERS)} before the network; {kind:.60} is not supported"
    )


def _fitted(model: Any, name: str) -> Any:
    try:
        return getattr(model, name)
    except AttributeError:
        raise NNVizError(
            f"expected a fitted {_kind(model):.60}; it has no {name}: call its fit() first"
        ) from None


def _kind(model: Any) -> str:
    return model.described_kind if isinstance(model, Described) else type(model).__name__
