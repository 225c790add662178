"""Inputs that are numbers: typed, or rows of a CSV file, by the names of a network's features."""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnviz.core import FloatArray, Network, NNVizError, Record, read_only
from nnviz.files import read_bounded

__all__ = ["InputRow", "read_rows"]

_MOST_BYTES = 16 << 20
_MOST_ROWS = 100_000
_FILES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, eq=False)
class InputRow(Record):
    """One input of a network, and what it is where that is known.

    Attributes
    ----------
    source : str
        Where it comes from, in words.
    values : ndarray, shape (n_inputs,)
    label : int or None
        The index of the class that it really is.

    Examples
    --------
    >>> InputRow("a flower", np.array([5.1, 3.5, 1.4, 0.2]), label=0).label
    0
    """

    source: str
    values: FloatArray
    label: int | None = None


def read_rows(given: Sequence[str], network: Network) -> list[InputRow]:
    """Return the inputs that some texts are: numbers with commas, or CSV files.

    A file may begin with a line of names; where these are the network's features, in any order, the
    columns are put into its order. One column more is what each row really is: the name of a class,
    or its index.

    Parameters
    ----------
    given : sequence of str
        Each ``"5.1,3.5,1.4,0.2"`` or the name of a file that ends in .csv, .tsv or .txt.
    network : Network

    Raises
    ------
    NNVizError
        If a file cannot be read, a number is none, or there are too few or too many for the
        network; the message names the file and the line.

    Examples
    --------
    >>> network = Network.random((4, 8, 3), seed=1)
    >>> read_rows(["5.1,3.5,1.4,0.2"], network)[0].values
    array([5.1, 3.5, 1.4, 0.2])
    """
    rows: list[InputRow] = []
    for text in given:
        if Path(text).suffix.lower() in _FILES:
            rows += _file(text, network)
        else:
            rows.append(InputRow(text, _vector(text.split(","), network, text)))
    return rows


def _file(path: str, network: Network) -> list[InputRow]:
    data = read_bounded(path, limit=_MOST_BYTES, what="table")
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max("\t;,", key=first.count)
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=delimiter) if line]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NNVizError(f"expected a table of numbers in {path}; {error}") from None
    if not lines or len(lines) > _MOST_ROWS:
        raise NNVizError(f"expected 1 to {_MOST_ROWS:,} rows in {path}; got {len(lines):,}")
    order, rows = list(range(network.n_inputs)), []
    for number, line in enumerate(lines, start=1):
        if number == 1 and not any(map(_is_number, line[: network.n_inputs])):
            order = _order(line, network)
            continue
        where = f"{os.fspath(path)}, line {number}"
        extra = len(line) - network.n_inputs
        if extra not in (0, 1):
            raise NNVizError(
                f"{where}: expected {network.n_inputs:,} numbers, and what it is if that is known; "
                f"got {len(line):,} columns"
            )
        values = _vector([line[column] for column in order], network, where)
        (said,) = set(range(len(line))) - set(order) or (None,)
        label = None if said is None else _label(line[said].strip(), network, where)
        rows.append(InputRow(where, values, label))
    return rows


def _order(header: Sequence[str], network: Network) -> list[int]:
    """Return the column of each input, by the names in a table's first line."""
    plain = [name.strip().lower() for name in header]
    columns = []
    for feature in network.meaning.features:
        names = [name for name in (feature.label.lower(), feature.name.lower()) if name in plain]
        if not names:
            return list(range(network.n_inputs))
        columns.append(plain.index(names[0]))
    return columns or list(range(network.n_inputs))


def _label(text: str, network: Network, where: str) -> int:
    names = network.meaning.classes or network.output_names
    if text in names:
        return names.index(text)
    if text.isdecimal() and int(text) < max(network.n_outputs, len(names)):
        return int(text)
    raise NNVizError(f"{where}: expected one of {', '.join(names)} in the last column; got {text}")


def _vector(texts: Sequence[str], network: Network, where: str) -> FloatArray:
    if len(texts) != network.n_inputs:
        names = ", ".join(feature.label for feature in network.meaning.features)
        named = f" ({names})" if names else ""
        raise NNVizError(
            f"{where}: expected {network.n_inputs:,} numbers{named}; got {len(texts):,}"
        )
    bad = [text for text in texts if not _is_number(text)]
    if bad:
        raise NNVizError(f"{where}: expected a number; got {bad[0]!r:.40}")
    return read_only(np.array([float(text) for text in texts]), ndim=1, what=f"input {where}")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
