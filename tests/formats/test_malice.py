"""Files that mean harm: bombs, liars and cut ones of every family, refused soon and small."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest


def field(number, value):
    """One field of a protocol buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def onnx(*parts):
    return field(1, 8) + field(7, b"".join(parts))


def zipped(method=zipfile.ZIP_DEFLATED, **members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_DOT_", "."), data)
    return buffer.getvalue()


def hdf5(build):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        build(file)
    return buffer.getvalue()


DENSE = {
    "class_name": "Sequential",
    "config": {
        "layers": [
            {"class_name": "Dense", "config": {"name": "d", "batch_input_shape": [None, 2]}},
        ]
    },
}


def nothing(file):
    pass


def keras(model=DENSE, build=nothing):
    def whole(file):
        file.attrs["model_config"] = json.dumps(model)
        build(file)

    return hdf5(whole)


def circle():
    """A real file in which lengths are such that the HDF5 library never comes to an end."""
    data = bytearray((Path(__file__).parent / "fixtures" / "keras-mean.h5").read_bytes())
    spoilt = {5297: 2, 9857: 128, 16403: 128, 7212: 127}
    spoilt |= dict.fromkeys((7209, 7210, 7211, *range(12922, 12930)), 255)
    for place, value in spoilt.items():
        data[place] = value
    return bytes(data)


def layer(name, **config):
    inner = {"name": "d", "batch_input_shape": [None, 2], **config}
    return {
        "class_name": "Sequential",
        "config": {"layers": [{"class_name": name, "config": inner}]},
    }


def archive(config, weights=b""):
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    return zipped(config_DOT_json=text, model_DOT_weights_DOT_h5=weights)


def deep(levels):
    text = b'{"__loader__": "ListNode", "content": [' * levels
    return text + b"]}" * levels


def tensor_file(entries, data=b""):
    header = json.dumps(entries).encode()
    return len(header).to_bytes(8, "little") + header + data


HUGE = (1 << 40).to_bytes(8, "little")
ZEROS = bytes(60 << 20)

LONG = field(2, 1) + field(9, bytes(12000))
EMPTY = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
KERNEL = "model_weights/d/kernel"

MALICE = {
    ".onnx": {
        "tensor that promises": onnx(field(5, field(1, 1 << 20) + field(1, 1 << 20) + field(2, 1))),
        "length that lies": onnx(b"\x2a\xff\xff\xff\xff\x7f"),
        "number without end": onnx() + b"\xff" * 100,
        "many nodes": onnx(field(1, field(4, b"Relu")) * 200_000),
        "numbers in another file": onnx(field(5, field(2, 1) + field(13, field(1, b"location")))),
        "packed numbers": onnx(field(5, field(2, 7) + field(7, b"\x01" * (10 << 20)))),
        "long name": onnx(field(1, field(4, b"x" * (8 << 20)))),
        "constant that grows": onnx(
            field(5, field(1, 3000) + field(1, 1) + LONG + field(8, b"a")),
            field(5, field(1, 1) + field(1, 3000) + LONG + field(8, b"b")),
            field(11, field(1, b"x") + field(2, field(1, field(2, field(1, field(1, 4)) * 2)))),
            field(1, field(1, b"a") + field(1, b"b") + field(2, b"c") + field(4, b"Add")),
        ),
    },
    ".keras": {
        "bomb": archive(DENSE, ZEROS),
        "bomb of text": archive(b" " * (60 << 20)),
        "code": archive(layer("Lambda", function=["4wEAAAAAAA=="]), hdf5(nothing)),
        "deep": archive(b'{"config":' * 100_000, hdf5(nothing)),
        "no weights": archive(DENSE, hdf5(nothing)),
        "method": zipped(zipfile.ZIP_LZMA, config_DOT_json=ZEROS, model_DOT_weights_DOT_h5=b""),
        "many layers": archive(
            {**DENSE, "config": {"layers": [{"class_name": "Dense", "config": {}}] * 3000}},
            hdf5(nothing),
        ),
    },
    ".h5": {
        "array that promises": keras(
            build=lambda file: file.create_dataset(KERNEL, (1 << 20, 1 << 20), "f4")
        ),
        "compressed": keras(
            build=lambda file: file.create_dataset(
                KERNEL, data=np.zeros((1000, 1000)), compression="gzip"
            )
        ),
        "link to a file": keras(
            build=lambda file: file.__setitem__("a", h5py.ExternalLink("/etc/passwd", "/"))
        ),
        "loop": keras(build=lambda file: file.__setitem__("model_weights", file["/"])),
        "image of a size": keras(layer("Conv2D", batch_input_shape=[None, 1 << 30, 1 << 30, 3])),
        "kernel of text": keras(
            build=lambda file: file.create_dataset(KERNEL, data="words")
        ),
        "circle": circle(),
        "no text": hdf5(lambda file: file.attrs.create("model_config", np.zeros(3))),
    },
    ".skops": {
        "bomb": zipped(schema_DOT_json=ZEROS),
        "bomb of arrays": zipped(schema_DOT_json=b"{}", a_DOT_npy=ZEROS),
        "deep": zipped(schema_DOT_json=deep(10_000)),
        "less deep": zipped(schema_DOT_json=deep(100)),
        "code": zipped(
            schema_DOT_json=b'{"__loader__": "ObjectNode", "__class__": "system", "__module__": '
            b'"os", "content": {"__loader__": "DictNode", "content": {}}}'
        ),
        "array elsewhere": zipped(
            schema_DOT_json=b'{"__loader__": "NdArrayNode", "type": "numpy", "file": "/etc/passwd"}'
        ),
        "pickle": zipped(
            schema_DOT_json=b"{}", a_DOT_npy=b"\x93NUMPY\x01\x00\x10\x00{'descr': '|O'}"
        ),
    },
    ".safetensors": {
        "tensor that promises": tensor_file(
            {"0.weight": {"dtype": "F64", "shape": [1 << 60, 8], "data_offsets": [0, 8]}}, bytes(8)
        ),
        "offsets that overlap": tensor_file(
            {
                "0.weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                "0.bias": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]},
            },
            bytes(12),
        ),
        "many tensors": tensor_file(
            {f"{n}.weight": EMPTY for n in range(9000)}
        ),
        "header that lies": HUGE + b"{" + bytes(100),
        "deep": b"\x00\x00\x01\x00\x00\x00\x00\x00" + b'{"a":' * 13_107 + b" ",
        "no names": tensor_file({"__metadata__": {"nnviz": "[" * 100_000}}),
    },
}  # fmt: skip

CASES = [(ending, name) for ending, cases in MALICE.items() for name in cases]

CHILD = """
import os, re, sys
from nnviz.formats import Asked, read_network
from nnviz.errors import NNVizError
import safetensors.numpy, nnviz.formats.keras_file, nnviz.formats.onnx_file
import nnviz.formats.skops_file

def peak():
    # Of this program alone; getrusage also remembers the process that began it.
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])

before = peak()
for path in sys.argv[1:]:
    start = sum(os.times()[:4])
    try:
        read_network(path, asked=Asked())
    except NNVizError as error:
        said = str(error)
    else:
        said = "READ"
    spent = sum(os.times()[:4]) - start
    grown = peak() - before
    print(spent, grown // 1024, said, sep="|")
"""


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """Read all of them in one process of its own, which must live through it."""
    folder = tmp_path_factory.mktemp("malice")
    paths = []
    for number, (ending, name) in enumerate(CASES):
        path = folder / f"{number}{ending}"
        path.write_bytes(MALICE[ending][name])
        paths.append(str(path))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *paths], capture_output=True, text=True, check=True
    )
    return dict(zip(CASES, map(str.strip, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize(("ending", "name"), CASES, ids=[f"{e[1:]} {n}" for e, n in CASES])
def test_harm_is_refused_in_a_second_and_a_hundred_megabytes(refused, ending, name):
    seconds, megabytes, said = refused[(ending, name)].split("|", 2)
    assert said != "READ"
    assert float(seconds) < 1.0
    assert int(megabytes) < 100
