"""How much a file of a network may hold, whatever its format."""

__all__ = ["MAX_BYTES", "MAX_LAYERS", "MAX_NUMBERS"]

MAX_BYTES = 48 << 20
"""No file of a network is larger, and none unpacks to more."""

MAX_NUMBERS = MAX_BYTES // 8
"""No network in a file has more weights and biases: what fits in float64."""

MAX_LAYERS = 1000
"""No network in a file has more layers."""
