"""Ways to spoil bytes and texts, from a seeded source of chance."""

import string
from random import Random

NUMBERS = (0, 1, 2, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1)
REALS = (
    "0", "-0.0", "1", "-1", "0.5", "1e-9", "1e9", "1e308", "-1e308", "1e309", "nan", "inf", "-inf",
    "9" * 400, "0x10", "1_0", "٣", "",
)  # fmt: skip
ODD_TEXTS = (
    "", " ", "\n", "a\nb", "\x1b[2J\x1b]0;x\x07", "\x00", "\u202etxt", "\ud800", "\udcff",
    "👩‍🚀" * 9,
    "é" * 300, "x" * 5000, "../../etc", "/", "-", "--", "-x", "{}", "%s%n", "$(id)", "<script>",
    "'\"`",
    "CON", ".", "..", "a/b", "ﬀ", "٣", "\u2028", "\ufeff", "C:\\x",
)  # fmt: skip


def bytes_of(rng: Random, data: bytes, times: int | None = None) -> bytes:
    """Return `data` spoilt in one place or some."""
    spoilt = bytearray(data)
    for _ in range(times if times is not None else rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(spoilt) + 1)
        length = min(rng.choice((1, 1, 2, 4, 16, 200)), len(spoilt) - at)
        way = rng.randrange(8)
        if way == 0:
            del spoilt[at : at + length]
        elif way == 1:
            spoilt[at:at] = spoilt[at : at + length] * rng.choice((1, 2, 50))
        elif way == 2:
            spoilt[at:at] = rng.randbytes(length)
        elif way == 3:
            del spoilt[at:]
        elif way == 4:
            size = rng.choice((2, 4, 8))
            number = rng.choice(NUMBERS) % 256**size
            spoilt[at : at + size] = number.to_bytes(size, rng.choice(("big", "little")))
        else:
            spoilt[at : at + length] = bytes(
                rng.choice((0, 255, 127, 128, rng.randrange(256))) for _ in range(length)
            )
    return bytes(spoilt)


def text(rng: Random) -> str:
    """Return a text: plain, odd, or of any characters at all."""
    way = rng.randrange(3)
    if way == 0:
        return "".join(rng.choices(string.ascii_letters + " -_.", k=rng.randrange(1, 12)))
    if way == 1:
        return rng.choice(ODD_TEXTS)
    return "".join(chr(rng.choice((rng.randrange(256), rng.randrange(0x11000)))) for _ in range(9))


def file_name(rng: Random, ending: str) -> bytes:
    """Return a name that the system takes, of any bytes."""
    some = rng.choice(
        (
            rng.randbytes(rng.randrange(1, 20)),
            text(rng).encode("utf-8", "surrogatepass"),
            b"\x1b[2J\xff",
            b"-o",
            "é".encode() * 60,
        )
    )
    name = some.replace(b"/", b"_").replace(b"\0", b"_")[:200]
    return name.strip(b".") + ending.encode() or b"x"
