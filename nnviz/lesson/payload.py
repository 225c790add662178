"""The data that the page carries: network, digits, colours and words, as one JSON text."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from nnviz.core import FloatArray, Network
from nnviz.data import CALIBRATION, CERTAINTIES
from nnviz.lesson.shown import ShownDigits
from nnviz.view import DARK, LIGHT, STYLE, NetworkLayout

__all__ = ["page_data", "script_safe_json"]


def page_data(
    shown: ShownDigits, quizzes: list[dict[str, Any]], strings: Mapping[str, str]
) -> dict[str, Any]:
    """Return everything that the page's scripts work with.

    Parameters are written in double precision: with single precision the outputs would differ
    from Python's in the seventh digit, and the page promises six.
    """
    # The scripts need no pictures of the questions; the page shows them itself.
    bare = [
        {key: value for key, value in quiz.items() if key not in ("image", "image_alt", "items")}
        | ({"items": [{"name": item["name"]} for item in quiz["items"]]} if "items" in quiz else {})
        for quiz in quizzes
    ]
    return {
        "network": _network(shown.network),
        "digits": {
            "pixels": base64.b64encode(shown.digits.images.tobytes()).decode(),
            "labels": shown.digits.labels.tolist(),
        },
        "sets": {
            "pad": list(shown.pad),
            "same": list(shown.same),
            "mistakes": list(shown.told_mistakes),
            "hero": list(shown.one_each),
            "off_centre": shown.same[0],
            "weighted_sum": {"digit": shown.summed, "neuron": shown.neuron},
        },
        "themes": {"dark": asdict(DARK), "light": asdict(LIGHT)},
        "style": _style(shown.network),
        "quizzes": bare,
        "strings": dict(strings),
    }


def script_safe_json(value: Any) -> str:
    r"""Return JSON that can stand between script tags whatever its strings hold.

    Examples
    --------
    >>> script_safe_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _style(network: Network) -> dict[str, Any]:
    """Return the record of style, with the distance of two input neurons in a film.

    By that distance a page knows how large a scene's unit is in its own picture. How sure answers
    are called is beside it, as `nnviz.data` knows it.
    """
    inputs = NetworkLayout.for_sizes(network.sizes).layers[0]
    sure = {"calibration": CALIBRATION, "certainties": CERTAINTIES}
    return asdict(STYLE) | {"grid_pitch": inputs.radius / STYLE.grid_radius} | sure


def _network(network: Network) -> dict[str, Any]:
    return {
        "digest": network.digest,
        "layers": [
            {
                "rows": layer.n_out,
                "columns": layer.n_in,
                "activation": layer.activation.name,
                "weights": _numbers(layer.weights),
                "biases": _numbers(layer.biases),
            }
            for layer in network.layers
        ],
    }


def _numbers(values: FloatArray) -> str:
    return base64.b64encode(values.astype("<f8").tobytes()).decode()
