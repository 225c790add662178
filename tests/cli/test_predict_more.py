"""``nnviz predict`` of many pictures, of doubtful ones, and why."""

import csv
import io
import json
import sys
from pathlib import Path

import click
import numpy as np
import pillow_heif
import pytest
from pictures import three
from PIL import Image


def test_a_picture_on_standard_input_and_a_folder_of_them(nnviz, tmp_path, monkeypatch):
    three().save(tmp_path / "b.png")
    three().save(tmp_path / "a.bmp")
    (tmp_path / "notes.txt").write_text("no picture")
    code, out, _ = nnviz("predict", "--json", str(tmp_path))
    results = json.loads(out)["results"]
    assert code == 0
    assert [Path(result["source"]).name for result in results] == ["a.bmp", "b.png"]

    class Standard:
        buffer = io.BytesIO((tmp_path / "b.png").read_bytes())

    monkeypatch.setattr(sys, "stdin", Standard)
    code, out, _ = nnviz("predict", "--json", "-")
    (result,) = json.loads(out)["results"]
    assert code == 0
    assert result["source"] == "standard input"
    assert result["outputs"] == results[1]["outputs"]
    assert 0 <= result["chance"] <= 1
    assert result["warnings"] == []


def test_a_table_has_a_line_for_each_picture(nnviz, tmp_path):
    three().save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"words")
    code, out, err = nnviz("predict", "--csv", str(tmp_path))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 2
    assert [Path(row["source"]).name for row in rows] == ["a.png", "b.png"]
    assert rows[0]["digit"] == "3"
    assert rows[0]["error"] == ""
    assert "b.png" in rows[1]["error"]
    assert err.count("\n") == 1


def test_two_digits_are_answered_with_a_warning(nnviz, tmp_path):
    sheet = Image.new("L", (230, 140), 245)
    sheet.paste(three(), (10, 10))
    sheet.paste(three(), (115, 10))
    sheet.save(tmp_path / "33.png")
    code, out, _ = nnviz("predict", str(tmp_path / "33.png"))
    assert code == 0
    assert "warning: there seems to be more than one digit" in out


def test_a_telephone_s_own_format_says_what_to_install(nnviz, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(64))
    code, _, err = nnviz("predict", str(tmp_path / "photo.heic"))
    assert code == 2
    assert "HEIC" in err
    assert "nnviz[heic]" in err
    assert "JPEG" in err


def test_a_telephone_s_own_format_is_read(nnviz, tmp_path):
    pillow_heif.from_pillow(three().convert("RGB")).save(tmp_path / "photo.heic", quality=90)
    code, out, _ = nnviz("predict", str(tmp_path / "photo.heic"))
    assert code == 0
    assert out.split()[1] == "3"
    (tmp_path / "bad.heic").write_bytes((tmp_path / "photo.heic").read_bytes()[:200])
    code, _, err = nnviz("predict", str(tmp_path / "bad.heic"))
    assert code == 2
    assert err.count("\n") == 1


def test_explain_says_where_the_ink_spoke(nnviz):
    code, out, _ = nnviz("predict", "--digit", "8700", "--explain")
    assert code == 0
    assert "for the 3 spoke most the ink at the " in out
    assert "occlusion: one pixel at a time is made 0" in out
    picture = out.splitlines()[1:29]
    assert any("##" in line for line in picture)
    assert all(len(click.unstyle(line)) == 58 for line in picture)
    code, out, _ = nnviz("predict", "--digit", "8700", "--explain", "--json")
    found = json.loads(out)["results"][0]["explanation"]
    assert np.shape(found["worth"]) == (28, 28)
    assert sum(found["places"].values()) == pytest.approx(np.sum(found["worth"]))
    assert nnviz("predict", "--digit", "1", "--explain", "--csv")[0] == 2


@pytest.mark.parametrize("kind", ["explain", "calibration"])
def test_figures_of_how_it_was_read(nnviz, kind, tmp_path):
    target = tmp_path / f"{kind}.svg"
    digit = ["--digit", "8700"] if kind == "explain" else []
    assert nnviz("figure", kind, *digit, "-o", str(target))[0] == 0
    text = target.read_text(encoding="utf-8")
    said = {"explain": "what each pixel did for the 3", "calibration": "held-out digits: 1,500"}
    assert said[kind] in text
    assert nnviz("figure", "calibration", "--digit", "3", "-o", str(target))[0] == 2
