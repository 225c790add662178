"""Pictures: good ones of every format and mode, and ways to spoil them that know the format."""

import io
import struct
import zlib
from functools import cache
from random import Random

from PIL import Image, ImageDraw

from fuzz import damage

MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK"),
    "WEBP": ("RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB"),
    "GIF": ("1", "L", "P"),
}


@cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """Return (format, bytes) of small drawings of a seven."""
    found = []
    for kind, modes in MODES.items():
        for mode in modes:
            image = Image.new("L", (46, 60), 240)
            ImageDraw.Draw(image).line([(12, 12), (34, 12), (20, 50)], 20, 5)
            if mode == "I;16":
                image = image.convert("I").point(lambda value: value * 257).convert("I;16")
            elif mode != "L":
                image = image.convert("RGB").convert(mode) if mode != "LA" else image.convert(mode)
            buffer = io.BytesIO()
            image.save(buffer, kind)
            found.append((kind, buffer.getvalue()))
    return tuple(found)


def picture(rng: Random) -> bytes:
    """Return a picture, mostly a spoilt one."""
    kind, data = rng.choice(corpus())
    way = rng.randrange(10)
    if way == 0:
        return data
    if way < 5 and kind == "PNG":
        return _png(rng, data)
    if way < 5 and kind in ("BMP", "GIF", "WEBP", "JPEG"):
        return _head(rng, kind, data)
    if way == 9:
        return rng.choice(corpus())[1][: rng.randrange(40)] + data[rng.randrange(40) :]
    return damage.bytes_of(rng, data)


def _size(rng: Random) -> int:
    return rng.choice((*damage.NUMBERS, rng.randrange(1, 100), 5000, 7000, 16384, 16385, 50_000))


def _png(rng: Random, data: bytes) -> bytes:
    """Change the chunks of a PNG, and make their check sums right again."""
    chunks = []
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append([data[at + 4 : at + 8], data[at + 8 : at + 8 + length]])
        at += 12 + length
    for _ in range(rng.choice((1, 1, 2))):
        way, chunk = rng.randrange(7), rng.choice(chunks)
        if way == 0:
            head = list(struct.unpack(">IIBBBBB", chunks[0][1])) if len(chunks[0][1]) == 13 else []
            for place in rng.sample(range(len(head)), min(len(head), rng.choice((1, 2)))):
                head[place] = _size(rng) if place < 2 else rng.choice((0, 1, 2, 3, 4, 6, 8, 16, 99))
            chunks[0][1] = struct.pack(">IIBBBBB", *head) if head else b""
        elif way == 1:
            pixels = bytes(rng.choice((10, 5000, 3_000_000)))
            chunks[-2][1] = zlib.compress(pixels, rng.choice((0, 9)))
        elif way == 2:
            name = rng.choice(
                (b"tRNS", b"PLTE", b"gAMA", b"eXIf", b"tEXt", b"acTL", b"fcTL", b"iCCP")
            )
            chunks.insert(rng.randrange(1, len(chunks)), [name, rng.randbytes(rng.randrange(60))])
        elif way == 3:
            bomb = b"Comment\0\0" + zlib.compress(bytes(5_000_000), 9)
            chunks[1:1] = [[rng.choice((b"zTXt", b"iCCP")), bomb]] * rng.choice((1, 3))
        elif way == 4:
            chunk[1] = damage.bytes_of(rng, chunk[1])
        elif way == 5:
            chunks.insert(rng.randrange(1, len(chunks)), list(chunk))
        else:
            rng.shuffle(chunks)
    body = b"".join(
        len(said).to_bytes(4, "big") + name + said + zlib.crc32(name + said).to_bytes(4, "big")
        for name, said in chunks
    )
    return data[:8] + body


def _head(rng: Random, kind: str, data: bytes) -> bytes:
    """Change a size where the format keeps it."""
    spoilt = bytearray(data)
    if kind == "BMP":
        place, form = rng.choice(
            ((18, "<I"), (22, "<I"), (28, "<H"), (30, "<I"), (46, "<I"), (10, "<I"))
        )
        number = _size(rng) if place < 26 else rng.choice((0, 1, 2, 3, 4, 8, 16, 24, 32, 2**31))
    elif kind == "GIF":
        place, form, number = rng.choice((6, 8)), "<H", _size(rng)
    elif kind == "WEBP":
        place, form, number = rng.choice((4, 16, 24, 26)), "<H", _size(rng)
    else:
        place = max(data.find(b"\xff\xc0"), 0) + rng.choice((5, 7, 9, 4))
        form, number = ">H", _size(rng)
    size = struct.calcsize(form)
    spoilt[place : place + size] = struct.pack(form, number % 256**size)
    return bytes(spoilt)
