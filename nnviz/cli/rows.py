"""What a network answers to inputs that are numbers, by the names of its features and classes."""

import csv
import sys
from collections.abc import Sequence
from typing import Any

import click

from nnviz.cli.common import bar, print_json
from nnviz.core import ForwardPass, Network, NNVizError
from nnviz.data import InputRow, area_average, read_image, read_rows
from nnviz.errors import one_line

__all__ = ["answer_name", "evaluate_rows", "predict_rows", "rows_of_pictures"]


def answer_name(record: ForwardPass) -> str:
    """Return the name of the class that a forward pass answers."""
    return record.network.meaning.answer(record.outputs)


def rows_of_pictures(pictures: Sequence[str], network: Network) -> list[InputRow]:
    """Return pictures of digits as the inputs of a network that reads fewer or more pixels.

    A picture is prepared as for 28 x 28 pixels, and brought to the network's by the mean of areas.
    """
    rows, columns = network.image_shape
    return [
        InputRow(picture, area_average(read_image(picture).image, rows, columns).ravel())
        for picture in pictures
    ]


def predict_rows(
    rows: Sequence[InputRow], network: Network, *, as_json: bool, as_csv: bool
) -> None:
    """Print the answer to each input, as text, a table or JSON."""
    records = [network.forward(row.values) for row in rows]
    if as_json:
        results = [_result(row, record) for row, record in zip(rows, records, strict=True)]
        print_json({"network": network.digest, "results": results})
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["source", "answer", *network.output_names])
        for row, record in zip(rows, records, strict=True):
            outputs = [f"{value:.6f}" for value in record.outputs]
            writer.writerow([row.source, answer_name(record), *outputs])
    else:
        texts = [_text(row, record) for row, record in zip(rows, records, strict=True)]
        click.echo("\n\n".join([*texts, *_count(rows, records)]))


def evaluate_rows(files: Sequence[str], network: Network, *, as_json: bool) -> None:
    """Print how often a network is right about the rows of CSV files, and who is taken for whom.

    Raises
    ------
    NNVizError
        If a row does not say what it really is.
    """
    rows = read_rows(files, network)
    names = network.meaning.classes or network.output_names
    table = [[0] * len(names) for _ in names]
    for row in rows:
        if row.label is None:
            raise NNVizError(f"{row.source}: expected what it really is in a column of its own")
        table[row.label][names.index(answer_name(network.forward(row.values)))] += 1
    right, where = sum(table[k][k] for k in range(len(names))), ", ".join(files)
    if as_json:
        print_json(
            {
                "network": network.digest,
                "data": where,
                "right": right,
                "of": len(rows),
                "accuracy": right / len(rows),
                "classes": list(names),
                "confusion": table,
            }
        )
        return
    width = max(5, *(len(name) + 2 for name in names))
    lines = [f"{one_line(where)}: {right:,} of {len(rows):,} right, {right / len(rows):.2%}", ""]
    lines.append("rows: what it is; columns: what the network says")
    lines.append(" " * width + "".join(name.rjust(width) for name in names))
    for name, counts in zip(names, table, strict=True):
        cells = (str(count or ".").rjust(width) for count in counts)
        lines.append(name.rjust(width) + "".join(cells))
    click.echo("\n".join(lines))


def _is_answer(label: int, record: ForwardPass) -> bool:
    """Tell whether a forward pass answers what the input is."""
    names = record.network.meaning.classes or record.network.output_names
    return answer_name(record) == names[label] if label < len(names) else False


def _result(row: InputRow, record: ForwardPass) -> dict[str, Any]:
    result: dict[str, Any] = {
        "source": row.source,
        "inputs": row.values.tolist(),
        "answer": answer_name(record),
        "outputs": dict(zip(record.network.output_names, record.outputs.tolist(), strict=True)),
    }
    if row.label is not None:
        result["right"] = _is_answer(row.label, record)
    return result


def _text(row: InputRow, record: ForwardPass) -> str:
    meaning, names = record.network.meaning, record.network.output_names
    width = max(map(len, names))
    full = max(1.0, float(record.outputs.max()))
    best = record.prediction
    lines = [f"{one_line(row.source)}: {answer_name(record)}"]
    if meaning.features:
        given = zip(meaning.features, row.values, strict=True)
        lines.append("  " + ", ".join(f"{feature.label} {value:g}" for feature, value in given))
    for index, (name, value) in enumerate(zip(names, record.outputs, strict=True)):
        line = f"  {name.rjust(width)}  {bar(float(value) / full)}  {value:.3f}"
        is_bold = index == best and len(names) > 1
        lines.append(click.style(line, bold=True) if is_bold else line)
    if len(names) > 1:
        second = record.ranking[1]
        behind = record.outputs[best] - record.outputs[second]
        lines.append(f"  next best: {names[second]}, {behind:.3f} behind")
    if row.label is not None:
        known = meaning.classes or names
        verdict = "right" if _is_answer(row.label, record) else "wrong"
        lines.append(f"  it is labelled {known[row.label]}: {verdict}")
    return "\n".join(lines)


def _count(rows: Sequence[InputRow], records: Sequence[ForwardPass]) -> list[str]:
    known = [
        _is_answer(row.label, record)
        for row, record in zip(rows, records, strict=True)
        if row.label is not None
    ]
    if len(known) < 2:
        return []
    return [f"{sum(known):,} of {len(known):,} right, {sum(known) / len(known):.2%}"]
