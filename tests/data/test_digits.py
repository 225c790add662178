import gzip
import hashlib
import os
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.core import NNVizError
from nnviz.data import HELD_OUT, Digits, as_image, as_vector
from nnviz.data.digits import FILES, TRAINING, TUNING
from nnviz.data.idx import read_idx
from nnviz.data.labelled import read_digits


def idx(array: np.ndarray, kind: int = 8) -> bytes:
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, kind, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def test_the_shipped_digits_are_mnists_first_ten_thousand(digits):
    for name, expected in (
        ("images-idx3", "2889698e6bc3614913e76901316712919d1998fc2b44512451bfe65bc1e668b1"),
        ("labels-idx1", "651e38e2ac0632f5113ec18f1df4977117f953197819034009971a6675a0df78"),
    ):
        data = gzip.decompress((FILES / f"digits10k-{name}-ubyte.gz").read_bytes())
        assert hashlib.sha256(data).hexdigest() == expected
    histogram = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
    assert np.bincount(digits.labels).tolist() == histogram


def test_no_held_out_digit_is_trained_or_tuned_on():
    held_out = set(range(10_000)[HELD_OUT])
    assert len(held_out) == 1500
    assert not held_out & set(range(10_000)[TRAINING])
    assert not held_out & set(range(10_000)[TUNING])


def test_the_attribution_travels_with_the_files():
    for name in ("LICENSE-MNIST.txt", "PROVENANCE.md"):
        text = (FILES / name).read_text(encoding="utf-8")
        assert "Yann LeCun" in text
        assert "Corinna Cortes" in text
        assert "CC BY-SA 3.0" in text


@given(st.integers(0, 27), st.integers(0, 27))
def test_pixel_row_column_is_entry_28_row_plus_column(row, column):
    image = np.zeros((28, 28))
    image[row, column] = 1.0
    vector = as_vector(image)
    assert np.flatnonzero(vector).tolist() == [28 * row + column]
    np.testing.assert_array_equal(as_image(vector), image)


def test_other_shapes_are_refused():
    for image in ((784,), (32, 32), (1, 2, 28, 28), (27, 28)):
        with pytest.raises(NNVizError, match="expected an image"):
            as_vector(np.zeros(image))
    for vector in ((28, 28), (783,), ()):
        with pytest.raises(NNVizError, match="expected a vector"):
            as_image(np.zeros(vector))


def test_digits_are_validated_and_cannot_be_changed(digits):
    with pytest.raises(ValueError, match="read-only"):
        digits.images[0, 0, 0] = 1
    images, labels = np.zeros((3, 28, 28), np.uint8), np.zeros(3, np.uint8)
    for bad in (
        (images.astype(float), labels),
        (images[:, :27], labels),
        (images, labels[:2]),
        (images, labels.astype(float)),
        (images, labels + 10),
    ):
        with pytest.raises(NNVizError, match="expected"):
            Digits(*bad)
    for index in (-1, 10_000):
        with pytest.raises(NNVizError, match="0 to 9,999"):
            digits.image(index)


def test_vectors_are_the_images_in_order(digits):
    part = digits.subset(slice(40, 43))
    np.testing.assert_array_equal(part.vectors()[1], digits.images[41].ravel() / 255.0)
    assert digits.label(digits.first(7)) == 7
    assert 7 not in digits.labels[: digits.first(7)]


def test_idx_round_trip_plain_and_gzipped(write):
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    for name, data in (("a.idx", idx(array)), ("b", gzip.compress(idx(array)))):
        np.testing.assert_array_equal(read_idx(write(name, data)), array)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "does not begin"),
        (b"PK\x03\x04rest", "does not begin"),
        (idx(np.zeros((2, 2)), kind=0x0D), "0x0d"),
        (idx(np.zeros((2, 2)))[:-1], "declares"),
        (idx(np.zeros((2, 2))) + b"x", "declares"),
        (idx(np.zeros((2, 2)))[:7], "declares"),
        (bytes([0, 0, 8, 3]) + b"\xff" * 12, "declares"),
        (bytes([0, 0, 8, 0]) + b"x", "declares"),
        (gzip.compress(idx(np.zeros((9, 9))))[:-12], "cannot read"),
        (b"\x1f\x8bnot really", "cannot read"),
        (gzip.compress(idx(np.zeros((2, 2))) + bytes(50 << 20), 1), "holds more"),
        (bytes([0, 0, 8, 65]) + b"\0\0\0\1" * 65, "declares 65"),
        (bytes([0, 0, 8, 3]) + b"\0\0\0\0" + b"\xff" * 8, "declares"),
        (bytes([0, 0, 8, 255]), "declares 255"),
    ],
    ids=[
        "empty", "zip", "floats", "short", "long", "half header", "huge", "no axes", "cut gzip",
        "no gzip", "bomb", "65 axes", "zero by huge", "255 axes",
    ],
)  # fmt: skip
def test_bad_idx_files_are_refused_by_name(write, data, message):
    with pytest.raises(NNVizError, match=rf"bad\.idx.*{message}|{message}.*bad\.idx"):
        read_idx(write("bad.idx", data))


def test_digits_are_read_from_idx_pairs_and_npz(write, tmp_path):
    images = np.arange(2 * 784).reshape(2, 28, 28).astype(np.uint8)
    labels = np.array([3, 8], np.uint8)
    pair = [write("labels", idx(labels)), write("images", idx(images))]
    np.savez(tmp_path / "ours.npz", images=images, labels=labels)
    np.savez(tmp_path / "mnist.npz", x_test=images, y_test=labels, x_train=images, y_train=labels)
    for paths in (pair, pair[::-1], [tmp_path / "ours.npz"], [tmp_path / "mnist.npz"]):
        digits = read_digits(paths)
        np.testing.assert_array_equal(digits.images, images)
        np.testing.assert_array_equal(digits.labels, labels)


def test_files_without_digits_are_refused(write, tmp_path):
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    np.savez(tmp_path / "floats.npz", images=np.zeros((1, 28, 28)), labels=np.zeros(1, int))
    labels = write("labels", idx(np.zeros(2)))
    for paths in (
        [tmp_path / "other.npz"],
        [tmp_path / "floats.npz"],
        [tmp_path / "missing.npz"],
        [labels],
        [labels, labels],
        [],
    ):
        with pytest.raises(NNVizError, match=r"expected|No such file"):
            read_digits(paths)


def test_a_pipe_is_no_file_of_digits(tmp_path):
    for name in ("pipe", "pipe.npz"):
        os.mkfifo(tmp_path / name)
        paths = [tmp_path / name] if name.endswith("npz") else [tmp_path / name] * 2
        with pytest.raises(NNVizError, match="no ordinary file"):
            read_digits(paths)


def test_a_bomb_is_unpacked_no_further_than_it_declares(write):
    path = write("bomb.idx", gzip.compress(idx(np.zeros((2, 2))) + bytes(50 << 20), 1))
    tracemalloc.start()
    with pytest.raises(NNVizError, match="holds more"):
        read_idx(path)
    assert tracemalloc.get_traced_memory()[1] < 2 << 20
    tracemalloc.stop()
