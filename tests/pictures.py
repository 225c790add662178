"""Pictures of digits as tests draw them."""

import io

from PIL import Image


def encoded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    """Return the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def three() -> Image.Image:
    """A 3 of five bars, dark on light."""
    image = Image.new("L", (100, 120), 245)
    for box in ((30, 20, 70, 28), (62, 28, 70, 92), (40, 54, 62, 62), (30, 92, 70, 100)):
        image.paste(10, box)
    return image
