"""Models of PyTorch that are alive: a Sequential, read by what its modules say."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from nnviz.core import AveragePool2D, FloatArray, MaxPool2D, Meaning, Network, NNVizError
from nnviz.formats.assembly import Assembly, as_numbers

__all__ = ["from_torch"]


def from_torch(
    model: Any, *, in_shape: Sequence[int] | None = None, meaning: Meaning | None = None
) -> Network:
    """Return the network that a `torch.nn.Sequential` is; PyTorch itself is not imported.

    Parameters
    ----------
    model : torch.nn.Sequential
        Of Linear, Conv2d, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d(1), Flatten, BatchNorm, Dropout
        and functions, in any depth; or one such module.
    in_shape : sequence of int, optional
        Of one input, without the batch: (1, 28, 28) for a grey image. The first Linear says it
        otherwise.
    meaning : Meaning, optional
        What the inputs and outputs are.

    Raises
    ------
    NNVizError
        If a module is not supported; the message names it and its place.

    Examples
    --------
    >>> class Linear:  # as torch.nn.Linear
    ...     weight, bias = np.array([[1.0, 2.0]]), np.array([0.5])
    >>> class ReLU: ...
    >>> class Sequential(list): ...
    >>> from_torch(Sequential([Linear(), ReLU()]))
    Network(2-1; relu; 3 parameters)
    """
    modules = list(_modules(model, "model"))
    if in_shape is None:
        in_shape = next(
            (_array(each, "weight").shape[1:] for _, each in modules if _kind(each) == "Linear"), ()
        )
        if not in_shape or any(_kind(each) == "Conv2d" for _, each in modules):
            raise NNVizError("expected the shape of one input: in_shape=(1, 28, 28) for an image")
    steps = Assembly(in_shape)
    for place, module in modules:
        read = _MODULES.get(_kind(module))
        if read is None:
            raise NNVizError(
                f"{place} is a {_kind(module):.60}, which is not supported; those that are: "
                f"{', '.join(_MODULES)}. Export the model as ONNX instead"
            )
        try:
            read(steps, module)
        except NNVizError as error:
            raise NNVizError(f"{place} ({_kind(module)}): {error}") from error
    return steps.network(meaning)


def _modules(model: Any, place: str) -> Iterator[tuple[str, Any]]:
    if _kind(model) == "Sequential":
        for index, inner in enumerate(model):
            yield from _modules(inner, f"{place}[{index}]")
    else:
        yield place, model


def _kind(module: Any) -> str:
    return type(module).__name__


def _array(module: Any, name: str) -> FloatArray:
    values = getattr(module, name)
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    return as_numbers(np.asarray(values), name)


def _two(value: Any) -> tuple[int, int]:
    return (int(value), int(value)) if isinstance(value, int) else (int(value[0]), int(value[1]))


def _linear(steps: Assembly, module: Any) -> None:
    weights = _array(module, "weight")
    steps.dense(weights, _biases(module, len(weights)))


def _biases(module: Any, count: int) -> FloatArray:
    return np.zeros(count) if module.bias is None else _array(module, "bias")


def _convolution(steps: Assembly, module: Any) -> None:
    if module.groups != 1 or module.padding_mode != "zeros":
        raise NNVizError("expected one group, and zeros around the maps")
    kernels = _array(module, "weight")
    steps.convolution(
        kernels,
        _biases(module, len(kernels)),
        stride=_two(module.stride),
        padding=_padding(module.padding),
        dilation=_two(module.dilation),
    )


def _padding(value: Any) -> str | tuple[int, ...]:
    if isinstance(value, str):
        return "same" if value == "same" else (0, 0, 0, 0)
    rows, columns = _two(value)
    return (rows, columns, rows, columns)


def _pool(kind: type[MaxPool2D] | type[AveragePool2D]) -> Callable[[Assembly, Any], None]:
    def read(steps: Assembly, module: Any) -> None:
        size, padding = _two(module.kernel_size), _padding(module.padding)
        stride = _two(module.stride or size)
        if kind is AveragePool2D and any(padding) and module.count_include_pad:
            raise NNVizError("expected a mean that leaves padding out (count_include_pad=False)")
        if module.ceil_mode or _two(getattr(module, "dilation", 1)) != (1, 1):
            raise NNVizError("expected a pooling without ceil_mode and dilation")
        steps.pool(kind, size=size, stride=stride, padding=padding)

    return read


def _global(steps: Assembly, module: Any) -> None:
    if module.output_size not in (1, (1, 1)):
        raise NNVizError(f"expected one number a map; got {module.output_size}")
    steps.global_average()
    steps.reshape((-1, 1, 1))


def _normalise(steps: Assembly, module: Any) -> None:
    if module.running_mean is None:
        raise NNVizError("expected the statistics of training (track_running_stats)")
    scale = 1.0 / np.sqrt(_array(module, "running_var") + module.eps)
    shift = -_array(module, "running_mean") * scale
    if module.weight is not None:
        gamma = _array(module, "weight")
        scale, shift = scale * gamma, shift * gamma + _array(module, "bias")
    shape = (-1, *(1,) * (len(steps.shape) - 1))
    steps.scale_shift(scale.reshape(shape), shift.reshape(shape))


def _flatten(steps: Assembly, _: Any) -> None:
    steps.reshape((-1,))


def _nothing(_: Assembly, __: Any) -> None:
    """Only training needs it."""


def _function(name: str) -> Callable[[Assembly, Any], None]:
    return lambda steps, _: steps.activation(name)


def _gelu(steps: Assembly, module: Any) -> None:
    if getattr(module, "approximate", "none") != "none":
        raise NNVizError("GELU by tanh is not supported, only the exact one")
    steps.activation("gelu")


_MODULES: dict[str, Callable[[Assembly, Any], None]] = {
    "Linear": _linear,
    "Conv2d": _convolution,
    "MaxPool2d": _pool(MaxPool2D),
    "AvgPool2d": _pool(AveragePool2D),
    "AdaptiveAvgPool2d": _global,
    "BatchNorm1d": _normalise,
    "BatchNorm2d": _normalise,
    "Flatten": _flatten,
    "Dropout": _nothing,
    "Dropout2d": _nothing,
    "Identity": _nothing,
    "ReLU": _function("relu"),
    "Sigmoid": _function("sigmoid"),
    "Tanh": _function("tanh"),
    "Softplus": _function("softplus"),
    "Softmax": _function("softmax"),
    "GELU": _gelu,
    "LeakyReLU": lambda steps, module: steps.activation(f"leaky_relu({module.negative_slope})"),
    "ELU": lambda steps, module: steps.activation(f"elu({module.alpha})"),
}
