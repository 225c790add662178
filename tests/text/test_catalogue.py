"""Catalogues: texts with values in them, numbers in their style, nothing left in English."""

import re
from pathlib import Path

import pytest
from babel.numbers import format_decimal

from nnviz.errors import NNVizError
from nnviz.film import find_scenes
from nnviz.text import (
    Catalogue,
    catalogue_digest,
    in_style,
    load_catalogue,
    translated,
    use_catalogue,
    write_translation,
)
from nnviz.text.extract import texts_in

ENTRIES = {
    "a digit": "eine Ziffer",
    "{n} of {all}": "{n} von {all}",
    "It says {answer}, and is {verdict}.": "Es sagt {answer} und liegt {verdict}.",
    "right": "richtig",
    "In {x}, {x} is lit.": "In der {x} leuchtet {x}.",
}


def scene_files():
    folders = {entry.path.parent for entry in find_scenes()}
    return [path for folder in sorted(folders) for path in sorted(folder.glob("*.py"))]


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("a digit", "eine Ziffer"),
        ("a\n digit", "eine Ziffer"),
        ("16 of 1,784", "16 von 1.784"),
        ("It says 4, and is right.", "Es sagt 4 und liegt richtig."),
        ("In 9, 9 is lit.", "In der 9 leuchtet 9."),
        ("12,544", "12.544"),
    ],
)
def test_a_text_is_found_with_whatever_fills_its_holes(english, german):
    words = Catalogue("de", ENTRIES)
    assert words.translate(english) == german
    assert not words.missing


def test_what_is_not_there_stays_and_is_noted():
    words = Catalogue("de", ENTRIES)
    assert words.translate("In 9, 8 is lit, at 0.5.") == "In 9, 8 is lit, at 0,5."
    assert list(words.missing) == ["In 9, 8 is lit, at 0.5."]


@pytest.mark.parametrize("language", ["de", "fr", "it", "pt-BR", "en"])
def test_numbers_are_written_as_babel_writes_them(language):
    locale = language.replace("-", "_")
    for number in (0.95, 12_544, 1_234_567.25, 95.8):
        ours = in_style(f"z = {number:,}, so", language)
        assert ours == f"z = {format_decimal(number, locale=locale)}, so"
    assert in_style("784-16-16-10, 28 × 28", language) == "784-16-16-10, 28 × 28"


def test_the_language_of_the_process(monkeypatch):
    assert translated("a digit") == "a digit"
    use_catalogue(Catalogue("de", ENTRIES))
    assert translated("a digit") == "eine Ziffer"
    monkeypatch.setenv("NNVIZ_LANGUAGE", "de")
    use_catalogue(None)
    assert translated("A neuron") == "Ein Neuron"
    monkeypatch.undo()
    use_catalogue(None)


def test_german_has_every_text_of_the_film(tmp_path):
    made = write_translation(tmp_path / "de.po", scene_files(), load_catalogue("de"))
    assert made.texts > 400
    # A scene may say something new before it is translated; a catalogue that falls behind fails.
    assert len(made.missing) <= 0.02 * made.texts, made.missing


def test_german_keeps_every_number_and_every_hole():
    words = load_catalogue("de")
    for english, german in words.entries.items():
        assert set(re.findall(r"{\w+}", german)) <= set(re.findall(r"{\w+}", english)), english
        figures = [re.findall(r"\d+", re.sub(r"{\w+}", "", one)) for one in (english, german)]
        assert set(figures[0]) <= set(figures[1]), english


def test_a_catalogue_of_ones_own_comes_first_and_needs_nothing_of_the_package(
    tmp_path, monkeypatch
):
    before = catalogue_digest("de")
    (tmp_path / "de.po").write_text('msgid "A neuron"\nmsgstr "Ein Neuronchen"\n')
    (tmp_path / "eo.po").write_text('msgid "A neuron"\nmsgstr "Neŭrono"\n')
    monkeypatch.setenv("NNVIZ_CATALOGUES", str(tmp_path))
    assert load_catalogue("de").translate("A neuron") == "Ein Neuronchen"
    assert load_catalogue("de").translate("a hope") == "eine Hoffnung"
    assert load_catalogue("eo").translate("A neuron") == "Neŭrono"
    assert catalogue_digest("de") != before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('msgid "a"\nmsgstr "b {c}"\n', "has a hole that 'a' lacks"),
        ("no catalogue\n", "cannot read the catalogue"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', "has no plurals"),
    ],
)
def test_a_bad_catalogue_is_named(tmp_path, monkeypatch, text, message):
    (tmp_path / "eo.po").write_text(text)
    monkeypatch.setenv("NNVIZ_CATALOGUES", str(tmp_path))
    with pytest.raises(NNVizError, match=message):
        load_catalogue("eo")
    with pytest.raises(NNVizError, match="translate --to xx"):
        load_catalogue("xx")


def test_texts_are_found_in_calls_lists_choices_and_f_strings(tmp_path):
    path = Path(tmp_path / "mine.py")
    path.write_text(
        "class Mine(Scene):\n"
        "    title = 'My scene'\n"
        "    def construct(self):\n"
        "        said = ['One thing.', 'Another.']\n"
        "        for one in said:\n"
        "            self.say(one)\n"
        "        self.say(f'It is {self.sure:.2f} of 1.' if x else 'Not at all.')\n"
        "        self.words(f'{n} of 784' + self.by_shape(' ', tall='\\n') + 'changed')\n"
        "        self.play(FadeIn(a), until='of')\n"
        "        self.note('not shown', 1)\n"
    )
    assert sorted(texts_in(path)) == [
        ("Another.", False),
        ("It is {sure} of 1.", False),
        ("My scene", False),
        ("Not at all.", False),
        ("One thing.", False),
        ("of", True),
        ("{n} of 784 changed", False),
    ]
