"""Files of scenes, stories and records, and ways to spoil them."""

import json
from random import Random
from typing import Any

from fuzz import damage

SCENE = '''"""A part."""

from nnviz.stage import NetworkScene


class Base(NetworkScene):
    needs_digits = False
    teaches: str = "Nothing."


class First(Base):
    title = {title}

    def construct(self):
        self.say({title})
        self.rest()
'''
STORY = '[[part]]\nfolder = "part"\ntitle = "A part"\nscenes = ["First"]\n'
CODE = (
    "{[]: 1}", "[" * 80 + "]" * 80, "-" * 5000 + "1", "1" + "+1" * 5000, "9" * 5000,
    "0x" + "f" * 5000,
    "a" + ".b" * 3000, "f'" + "{a}" * 900 + "'", "'" + "x" * 9000 + "'", "b'\\xff'", "'\\ud800'",
    "'\\x1b[2J'", "'\\d'", "1 if 2 else 3", "lambda: 0", "{**{}}", "(1).real", "...", "'a' 'b'",
    "{1: {2: 3}}",
    "1e999", "-'a'", "set()", "1j + 2", "*a",
)  # fmt: skip


def scenes(rng: Random) -> bytes:
    """Return the source of a file of scenes, mostly spoilt."""
    way = rng.randrange(8)
    title = rng.choice((rng.choice(CODE), repr(damage.text(rng))))
    source = SCENE.replace("{title}", title).encode("utf-8", "surrogatepass")
    if way == 0:
        return source
    if way == 1:
        return source + b"\nx = " + rng.choice((b"(" * 900, b"-" * 90_000, b"a" + b".b" * 40_000))
    if way == 2:
        return source + b"if a:\n 1\n" + b"elif a:\n 1\n" * rng.choice((50, 4000))
    if way == 3:
        return source * rng.choice((2, 30)) + rng.choice((b"", b"\0", b"\xff", b"\t \t", b"\\"))
    if way == 4:
        names = [f"C{number}" for number in range(rng.choice((3, 900)))]
        return "\n".join(
            f"class {n}({m}Scene): title='x'" for n, m in zip(names, "N", strict=False)
        ).encode()
    if way == 5:
        return b"# coding: " + rng.choice((b"utf-7", b"rot13", b"x", b"utf-16")) + b"\n" + source
    return damage.bytes_of(rng, source)


def story(rng: Random) -> bytes:
    """Return the text of a story, mostly spoilt."""
    said = STORY.replace("A part", damage.text(rng)).encode("utf-8", "surrogatepass")
    way = rng.randrange(5)
    if way == 0:
        return said + said
    if way == 1:
        return said + b"x = " + b"[" * rng.choice((5, 5000))
    if way == 2:
        return said.replace(
            b'["First"]', rng.choice((b"[1]", b'"a"', b"[]", b'["\\u001b"]', b"{}"))
        )
    return damage.bytes_of(rng, said)


def record(rng: Random) -> bytes:
    """Return the JSON beside a film, mostly spoilt."""
    said: dict[str, Any] = {
        "scene": "First",
        "title": damage.text(rng),
        "duration": 3.5,
        "captions": [{"start": 0, "end": 1.5, "text": damage.text(rng)}],
        "sections": [{"start": 0, "end": 3.5, "name": damage.text(rng)}],
        "numbers": {"a": [1, 2]},
    }
    odd: Any = (None, [], {}, "x", -1, 1e308, float("nan"), float("inf"), 10**400, True, [[]])
    for _ in range(rng.randrange(3)):
        place = rng.choice((said, said, said["captions"], said["sections"]))
        if isinstance(place, dict) and place:
            place[rng.choice(list(place))] = rng.choice(odd)
        elif isinstance(place, list) and place and isinstance(place[0], dict) and place[0]:
            place[0][rng.choice(list(place[0]))] = rng.choice(odd)
    data = json.dumps(said).encode()
    way = rng.randrange(6)
    if way == 0:
        return b'{"scene": "x", "duration": 1, "numbers": ' + b"[" * 90_000
    return damage.bytes_of(rng, data) if way < 3 else data
