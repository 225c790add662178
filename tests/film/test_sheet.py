"""The sheet to read from keeps its numbers, and says which takes are missing."""

from nnviz.film import FilmRecord, write_sheet


def record(scene, *sentences):
    said = [{"start": 0, "end": 1, "text": text, "words": []} for text in sentences]
    return FilmRecord.from_dict({"scene": scene, "duration": 2.0, "sentences": said})


def lines(path):
    text = path.read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def test_each_sentence_is_a_numbered_line_once(tmp_path):
    made = write_sheet(
        [record("One", "It is 0.95.", "And on."), record("Two", "And on.", "The end.")],
        tmp_path / "mine",
    )
    assert [(number, text) for number, _, text in lines(made.path)] == [
        ("001", "It is 0.95."),
        ("002", "And on."),
        ("003", "The end."),
    ]
    assert [number for number, _ in made.missing] == [1, 2, 3]
    assert all(float(seconds) >= 1.2 for _, seconds, _ in lines(made.path))


def test_a_sentence_keeps_its_number_and_its_take(tmp_path):
    write_sheet([record("One", "First.", "Second.", "Third.")], tmp_path)
    (tmp_path / "002.wav").write_bytes(b"a take")
    made = write_sheet([record("One", "New.", "Second.", "Third.")], tmp_path)
    assert [(number, text) for number, _, text in lines(made.path)] == [
        ("004", "New."),
        ("002", "Second."),
        ("003", "Third."),
        ("001", "First."),
    ]
    assert made.missing == ((4, "New."), (3, "Third."))


def test_a_scene_of_plain_manim_says_its_captions(tmp_path):
    cues = [{"start": 0, "end": 1, "text": "Two\nlines."}]
    plain = FilmRecord.from_dict({"scene": "Plain", "duration": 1, "captions": cues})
    assert lines(write_sheet([plain], tmp_path).path)[0][2] == "Two lines."
