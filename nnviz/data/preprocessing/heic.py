"""HEIC, a telephone's own format: read if its library is installed."""

from nnviz.errors import NNVizError

__all__ = ["is_heic", "register_heic"]

_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def is_heic(data: bytes) -> bool:
    r"""Tell whether a file begins as a HEIC picture does.

    Examples
    --------
    >>> is_heic(b"\0\0\0\x18ftypheic"), is_heic(b"\x89PNG")
    (True, False)
    """
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def register_heic(name: str) -> tuple[str]:
    """Let Pillow read HEIC, and return what it calls the format.

    Raises
    ------
    NNVizError
        If the library is not installed; `name` says which picture cannot be read.
    """
    try:
        from pillow_heif import register_heif_opener  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise NNVizError(
            f"{name} is a HEIC picture: install nnviz[heic] to read it, or save it as JPEG or PNG"
        ) from None
    register_heif_opener(thumbnails=False)
    return ("HEIF",)
