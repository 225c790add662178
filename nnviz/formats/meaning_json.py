"""What a network's numbers mean, as JSON in its file."""

from typing import Any

from nnviz.core import Feature, Meaning, NNVizError

__all__ = ["from_json", "to_json"]

_NAMES = ("image_shape", "features", "classes", "preparation")


def to_json(meaning: Meaning) -> dict[str, Any]:
    """Return what is said, and nothing of what is not."""
    said: dict[str, Any] = {
        "image_shape": list(meaning.image_shape),
        "features": [[one.name, one.unit, one.low, one.high] for one in meaning.features],
        "classes": list(meaning.classes),
        "preparation": meaning.preparation,
    }
    return {name: value for name, value in said.items() if value}


def from_json(data: object) -> Meaning:
    """Return the meaning that a file tells, whatever it holds.

    Raises
    ------
    NNVizError
        If it tells none.
    """
    if not isinstance(data, dict) or not set(data) <= set(_NAMES):
        raise NNVizError(f"expected a meaning of {', '.join(_NAMES)}; got {data!r:.60}")
    shape, features = data.get("image_shape", []), data.get("features", [])
    classes, preparation = data.get("classes", []), data.get("preparation", "")
    is_good = (
        isinstance(shape, list)
        and all(type(size) is int for size in shape)
        and isinstance(features, list)
        and all(map(_is_feature, features))
        and isinstance(classes, list)
        and isinstance(preparation, str)
    )
    if not is_good:
        raise NNVizError(f"expected lists of sizes, features and classes; got {data!r:.60}")
    return Meaning(
        image_shape=tuple(shape),
        features=tuple(Feature(*one) for one in features),
        classes=tuple(classes),
        preparation=preparation,
    )


def _is_feature(one: object) -> bool:
    return (
        isinstance(one, list)
        and len(one) == 4
        and all(isinstance(text, str) for text in one[:2])
        and all(end is None or type(end) in (int, float) for end in one[2:])
    )
