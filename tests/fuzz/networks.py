"""Networks and digits as files, and ways to spoil them that know what is inside."""

import gzip
import io
import json
import struct
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from fuzz import damage

ENDINGS = (".npz", ".safetensors")


def network(rng: Random, ending: str) -> bytes:
    """Return the bytes of a network, mostly spoilt."""
    sizes = [rng.choice((784, 784, 784, 1, 3)), *rng.choices((1, 4, 10), k=rng.randrange(2)), 10]
    names = [rng.choice(("sigmoid", "relu", "tanh", "softmax", "identity")) for _ in sizes[1:]]
    chance = np.random.default_rng(rng.randrange(2**32))
    scale = rng.choice((0.1, 0.1, 1.0, 1e3, 1e150, 1e300, 0.0))
    arrays: dict[str, Any] = {}
    for number, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        arrays[f"weights_{number}"] = scale * chance.normal(size=(n_out, n_in))
        arrays[f"biases_{number}"] = scale * chance.normal(size=n_out)
    version: Any = 1
    way = rng.randrange(8)
    if way == 0:
        version = rng.choice((0, 2, -1, 10**30, 1.5, True, None, "1", float("inf"), [1], {}))
    elif way == 1:
        odd: Any = ([], names * 3, [damage.text(rng)], ["relu"] * 2000, "relu", [None], {})
        names = rng.choice(odd)
    elif way == 2:
        key = rng.choice(list(arrays))
        arrays[rng.choice((key, damage.text(rng)))] = _array(rng)
    elif way == 3:
        del arrays[rng.choice(list(arrays))]
    write = _npz if ending == ".npz" else _safetensors
    data = write(rng, version, names, arrays)
    return damage.bytes_of(rng, data) if rng.randrange(4) == 0 else data


def digits(rng: Random) -> list[bytes]:
    """Return one archive, or two IDX files."""
    count = rng.choice((0, 1, 2, 5))
    chance = np.random.default_rng(rng.randrange(2**32))
    images = chance.integers(0, 256, (count, 28, 28)).astype(np.uint8)
    labels = chance.integers(0, rng.choice((10, 10, 256)), count).astype(np.uint8)
    if rng.randrange(2):
        members = {"images": images, "labels": labels}
        if rng.randrange(2):
            members[rng.choice(("images", "labels", "x_test", "y_test"))] = _array(rng)
        return [_archive(rng, members)]
    return [_idx(rng, images), _idx(rng, labels)]


def _array(rng: Random) -> Any:
    way = rng.randrange(5)
    if way == 0:
        shape = rng.choice(((0, 784), (), (10, 784, 1), (1,) * 32, (2, 28, 28), (0, 28, 28), (0,)))
        return np.zeros(shape, rng.choice(("f8", "u1")))
    if way == 1:
        return np.zeros(10, rng.choice((">f4", "c16", "M8[s]", "i8", "?", "U1000", "f2", "S3")))
    if way == 2:
        return np.full((10, 784), rng.choice((np.nan, np.inf, 1e308)))
    if way == 3:
        return np.full((1, 28, 28), 255, np.uint8)
    return np.array(["a"] * 10)


def _npz(rng: Random, version: Any, names: Any, arrays: dict[str, Any]) -> bytes:
    members: dict[str, Any] = dict(arrays)
    for key, said in (("format_version", version), ("activations", names)):
        try:
            value = np.array(said)
        except (ValueError, OverflowError):
            continue
        if not value.dtype.hasobject:
            members[key] = value
    return _archive(rng, members)


def _archive(rng: Random, members: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    if rng.randrange(8) == 0:
        method = rng.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, array in members.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            data = member.getvalue()
            way = rng.randrange(60)
            if way == 0:
                data = damage.bytes_of(rng, data)
            elif way == 1:
                data = _header(rng)
            elif way == 2:
                data += bytes(rng.choice((1, 5000, 60_000_000 if rng.randrange(9) == 0 else 9)))
            clean = name.encode("utf-8", "replace").decode().replace("\0", "")
            archive.writestr(f"{clean}.npy" if rng.randrange(30) else clean or "x", data)
    data = buffer.getvalue()
    if rng.randrange(6) == 0:
        data = _directory(rng, data)
    return data


def _header(rng: Random) -> bytes:
    """Return an array whose header says something odd and whose numbers are not there."""
    said = {
        "descr": rng.choice(("<f8", "|O", "<U0", "V0", "<M8", "f" * 500, "<f99", "(" * 90)),
        "fortran_order": rng.choice((True, False, 1, "no")),
        "shape": rng.choice(((10**9,), (0, 10**30), (-1, -8), (1.5,), "x", (True,), (2,) * 40)),
    }
    text = rng.choice((repr(said), "{" * 500, repr(said)[:-1], "[" * 9000, "1+" * 4000 + "1"))
    header = text.encode() + b"\n"
    return b"\x93NUMPY\x02\x00" + len(header).to_bytes(4, "little") + header


def _directory(rng: Random, data: bytes) -> bytes:
    """Change a number in the archive's own directory, which can say what it likes."""
    at = data.rfind(b"PK\x01\x02")
    place = at + rng.choice((8, 10, 16, 20, 24, 28, 30, 42))
    number = rng.choice(damage.NUMBERS)
    return data[:place] + number.to_bytes(4, "little") + data[place + 4 :]


def _safetensors(rng: Random, version: Any, names: Any, arrays: dict[str, Any]) -> bytes:
    from safetensors.numpy import save

    about = json.dumps({"format_version": version, "activations": names})
    if rng.randrange(8) == 0:
        about = rng.choice(
            ("[" * 9000, "{}", "null", "1" * 5000, '{"format_version": NaN}', "\ud800")
        )
    kept = {key: value for key, value in arrays.items() if value.dtype.kind in "fiub"}
    try:
        data = bytes(save(kept, metadata={"nnviz": about}))
    except Exception:  # The library does not write what this one wants to see read.
        data = bytes(save({"a": np.zeros(1)}, metadata={"nnviz": "x"}))
    if rng.randrange(4) == 0:
        length = int.from_bytes(data[:8], "little")
        header = data[8 : 8 + length]
        header = rng.choice(
            (
                damage.bytes_of(rng, header),
                b'{"a":' + b"[" * 5000,
                header.replace(b"F64", rng.choice((b"BF16", b"F8_E5M2", b"BOOL", b"I8", b"X"))),
                header.replace(b"0", str(rng.choice(damage.NUMBERS)).encode(), 1),
                header * 3,
            )
        )
        data = len(header).to_bytes(8, "little") + header + data[8 + length :]
    return data


def _idx(rng: Random, array: Any) -> bytes:
    axes = rng.choice((array.ndim, array.ndim, array.ndim, 0, 2, 4, 65, 255))
    shape = [*array.shape, *[1] * 300][:axes]
    if shape and rng.randrange(3) == 0:
        shape[rng.randrange(len(shape))] = rng.choice(damage.NUMBERS)
    head = struct.pack(f">BBBB{axes}I", 0, 0, rng.choice((8, 8, 8, 8, 13)), axes, *shape)
    data = head + array.tobytes()
    if rng.randrange(4) == 0:
        data = damage.bytes_of(rng, data)
    if rng.randrange(100) == 0:
        data += bytes(20_000_000)
    return gzip.compress(data, 1) if rng.randrange(2) else data


@cache
def _foreign() -> tuple[tuple[str, bytes], ...]:
    """Files that other tools wrote, with their endings."""
    folder = Path(__file__).parents[1] / "formats" / "fixtures"
    files = sorted(path for path in folder.iterdir() if ".expected" not in path.name)
    return tuple((path.suffix, path.read_bytes()) for path in files if path.suffix != ".md")


def foreign(rng: Random) -> tuple[str, bytes]:
    """Return the ending and the bytes of a network of another tool, spoilt or not."""
    ending, data = rng.choice(_foreign())
    return ending, damage.bytes_of(rng, data) if rng.randrange(20) else data
