"""The command line: every command with every option, of any words."""

import os
from random import Random

import click

from fuzz import damage

#: What lies in the folder of a case; the first of each are good.
FILES: dict[str, tuple[str, ...]] = {
    "picture": ("good.png", "bad.png", "pipe", "folder", "missing.png", "good.npz", ""),
    "network": (
        "good.npz",
        "good.safetensors",
        "bad.npz",
        "bad.safetensors",
        "pipe.npz",
        "odd.npz",
    ),
    "digits": ("digits.npz", "images.idx", "labels.idx", "bad.npz", "pipe.npz", "folder"),
    "scenes": ("scene.py", "bad.py", "folder", "pipe", "missing.py", "numpy.py", "good.png"),
    "out": ("out/new", "out/new.mp4", "out/new.svg", "out/new.png", "out/new.npz", "out/new.pdf"),
    "bad out": ("folder", "full", "out/\x1b", "out/" + "x" * 300, "good.png/below", "/dev/null/x"),
}
ROLES = {
    "picture": ("image", "images"),
    "network": ("network",),
    "digits": ("data", "digits"),
    "scenes": ("source",),
    "out": ("output", "target", "media", "out", "stills", "films"),
}
SCENES = ("First", "Propagation", "sigmoid", "first", "Frist", "Bsae", "")
WORDS: dict[str, tuple[str, ...]] = {
    "names": SCENES,
    "name": SCENES,
    "only": SCENES,
    "size": ("9x9", "0x0", "1e3x2", "854x480", "x"),
    "theme": ("dark", "light", "colorblind", "neon"),
    "language": ("en", "xx", "../en"),
    "at": ("1.5,end", "poster", "1e9", "0,0,0", "٣", "-1", ","),
    "worst": ("0", "3", "-1"),
    "drawings": ("1", "2", "0", "x"),
    "digit": ("8700", "0", "-1", "10000", "9" * 30),
    "kind": ("network", "weights", "sigmoid", "digit", "forward"),
}
#: These take long when they are right; the runner lets them begin and no more.
NOT_OFTEN = {"lesson": 20, "figure": 2}


def arguments(rng: Random, commands: dict[str, click.Command]) -> list[str]:
    """Return the arguments of one call."""
    names = [name for name in commands if rng.randrange(NOT_OFTEN.get(name, 1)) == 0]
    name = rng.choice(names)
    given = [name] if rng.randrange(40) else [damage.text(rng)]
    for parameter in commands[name].params:
        wanted = parameter.required or rng.randrange(4) == 0
        if not wanted or parameter.name == "help" or (parameter.required and not rng.randrange(20)):
            continue
        for _ in range(
            rng.choice((1, 1, 1, 2)) if parameter.multiple or parameter.nargs < 0 else 1
        ):
            given += _one(rng, parameter)
    if rng.randrange(15) == 0:
        given.insert(rng.randrange(len(given) + 1), rng.choice(("--", "--help", damage.text(rng))))
    return [_as_argument(word) for word in given]


def _as_argument(word: str) -> str:
    whole = "".join(
        c for c in word if c and not ("\ud800" <= c < "\udc80" or "\udcff" < c < "\ue000")
    )
    return os.fsdecode(os.fsencode(whole.replace("\0", "")))


def _one(rng: Random, parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return [rng.choice(parameter.opts)]
    value = _value(rng, parameter)
    if isinstance(parameter, click.Option):
        option = rng.choice(parameter.opts)
        if option.startswith("--") and rng.randrange(2):
            return [f"{option}={value}"]
        return [option, value]
    return [value]


def _value(rng: Random, parameter: click.Parameter) -> str:
    name = parameter.name or ""
    if rng.randrange(6) == 0:
        return damage.text(rng)
    for role, names in ROLES.items():
        if name in names:
            choice = FILES["bad out" if role == "out" and not rng.randrange(4) else role]
            return rng.choice(choice) if rng.randrange(2) else choice[0]
    if name in WORDS:
        return rng.choice(WORDS[name])
    if isinstance(parameter.type, click.Choice):
        return rng.choice([str(word) for word in parameter.type.choices])
    return rng.choice((*damage.REALS, *map(str, damage.NUMBERS)))
