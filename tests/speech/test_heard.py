"""What is written is read out: numbers, signs, letters with figures, in each language."""

import pytest
from num2words import num2words

from nnviz.errors import NNVizError
from nnviz.speech import heard_text
from nnviz.speech.heard import read_out
from nnviz.speech.numerals import LANGUAGES, cardinal

READ_OUT = {
    "en": {
        "0.95": "zero point nine five",
        "784 × 16": "seven hundred eighty-four times sixteen",
        "a^(1)": "a one",
        "a₁⁽²⁾ and w₃": "a one two and w three",
        "12,544": "twelve thousand five hundred forty-four",
        "95.8% of 1,500.": "ninety-five point eight percent of one thousand five hundred.",
        "−0.5, -3": "minus zero point five, minus three",
        "784-16-16-10": "seven hundred eighty-four sixteen sixteen ten",
        "z = +2.31": "z equals plus two point three one",
        "σ(W a + b)": "sigma of W a plus b",
        "to within 2e-16": "to within two times ten to the minus sixteen",
        "0.5 s, 3 kHz, 10ms": "zero point five seconds, three kilohertz, ten milliseconds",
        "a hiss for s": "a hiss for s",
        "“Three” - or not?": "Three or not?",
    },
    "de": {
        "0,95": "null Komma neun fünf",
        "0.95": "null Komma neun fünf",
        "12.544": "zwölftausendfünfhundertvierundvierzig",
        "784 × 16": "siebenhundertvierundachtzig mal sechzehn",
        "95,8 %": "fünfundneunzig Komma acht Prozent",
        "a^(1)": "a eins",
        "−3 ms": "minus drei Millisekunden",
    },
    "fr": {
        "0,95": "zéro virgule neuf cinq",
        "12 544": "douze cinq cent quarante-quatre",
        "12\u202f544 poids": "douze mille cinq cent quarante-quatre poids",
        "784 × 16": "sept cent quatre-vingt-quatre fois seize",
        "95,8 %": "quatre-vingt-quinze virgule huit pour cent",
    },
}


@pytest.mark.parametrize(
    ("language", "written", "heard"),
    [(name, *pair) for name, pairs in READ_OUT.items() for pair in pairs.items()],
)
def test_what_is_heard_of_what_is_written(language, written, heard):
    assert heard_text(written, language) == heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_in_words_are_those_of_another_library(language):
    numbers = [*range(1300), *range(1300, 2_000_000, 9_973), 80_000, 200_000, 10**6, 2 * 10**9 + 21]
    for number in numbers:
        theirs = num2words(number, lang=language)
        if language == "en":
            theirs = theirs.replace(" and ", " ").replace(",", "")
        if language == "de":
            # An s of theirs is wrong: it is einhunderteintausend.
            theirs = theirs.replace("einstausend", "eintausend")
        assert cardinal(number, language) == theirs


def test_every_written_word_has_its_own_part():
    words = read_out("Of 784 × 16 — all.")
    assert [(word.text, word.heard) for word in words] == [
        ("Of", "Of"),
        ("784", "seven hundred eighty-four"),
        ("×", "times"),
        ("16", "sixteen"),
        ("—", ""),
        ("all.", "all."),
    ]


def test_other_languages_are_left_to_their_voice():
    assert heard_text("Son 784 números, 0,95 + 1.", "es") == "Son 784 números, 0,95 + 1."


@pytest.mark.parametrize("text", ["", "  ", "—", "..."])
def test_nothing_to_say_is_refused(text):
    with pytest.raises(NNVizError, match="can be said"):
        heard_text(text)


def test_a_sign_that_nobody_can_say_is_named():
    with pytest.raises(NNVizError, match=r"'∮' in '∮x'.*heard="):
        heard_text("Take ∮x here")
