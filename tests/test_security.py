"""What SECURITY.md promises is what the code does."""

import re
from pathlib import Path

import pytest

from nnviz.data import idx
from nnviz.data.preprocessing import reading
from nnviz.errors import LONGEST_MESSAGE
from nnviz.files import MAX_PYTHON_BYTES, readable_size
from nnviz.film import record
from nnviz.film.plan import catalogue, moments, story
from nnviz.formats import ENDINGS, MAX_BYTES, MAX_LAYERS, MAX_NUMBERS

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: " | ".join(cells[1:])
    for line in TEXT.splitlines()
    if line.startswith("| ")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


@pytest.mark.parametrize(
    ("row", "promised"),
    [
        ("pictures", readable_size(reading.MAX_PICTURE_BYTES)),
        ("pictures", f"{reading.MAX_PIXELS:,} pixels"),
        ("pictures", f"{reading.MAX_SIDE:,} a side"),
        ("pictures", f"{readable_size(reading.MAX_MEMORY)} of memory"),
        ("networks", readable_size(MAX_BYTES)),
        ("networks", f"{MAX_NUMBERS:,} weights and biases"),
        ("networks", f"{MAX_LAYERS:,} layers"),
        ("digits", readable_size(idx.MAX_IDX_BYTES)),
        ("digits", f"{idx._MAX_AXES} axes"),
        ("files of scenes", readable_size(MAX_PYTHON_BYTES)),
        ("stories (`story.toml`)", readable_size(story._LARGEST)),
        ("records of films", readable_size(record._LARGEST)),
        ("moments of `nnviz frames`", f"{moments._MOST:,}"),
        ("moments of `nnviz frames`", f"every {moments._SHORTEST} s"),
    ],
)
def test_the_limits_are_the_codes(row, promised):
    assert re.search(rf"(?<![\d,.]){re.escape(promised)}", ROWS[row]), (ROWS[row], promised)


def test_the_formats_are_the_codes():
    assert all(f"`{ending}`" in ROWS["networks"] for ending in ENDINGS)
    kinds = ROWS["pictures"].upper().partition(";")[0]
    assert set(re.findall(r"[A-Z]+", kinds)) == set(reading.PICTURE_FORMATS)
    assert moments._LAST == record._LONGEST == 24 * 60 * 60
    assert LONGEST_MESSAGE < 500
    assert catalogue.PROJECT_FILE in TEXT


def test_a_report_has_somewhere_to_go():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(SECURITY.md)" in readme
