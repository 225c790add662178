"""Whatever was given, a message is one line of printable characters, and not a long one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import LONGEST_MESSAGE, NNVizError, one_line

EVERYTHING = st.text(st.characters(exclude_categories=()), max_size=2000)


@given(EVERYTHING, st.integers(20, 600))
def test_one_line_is_printable_short_and_of_one_line(text, longest):
    shown = one_line(text, longest)
    assert shown.isprintable()
    assert len(shown) <= longest
    shown.encode("utf-8")
    assert one_line(shown, longest) == shown


@given(EVERYTHING)
def test_a_message_of_plain_words_is_left_alone(text):
    plain = " ".join(text.split())[:LONGEST_MESSAGE].strip()
    if plain.isprintable():
        assert str(NNVizError(plain)) == plain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", r"\x1b[31mred\x1b]0;title\x07"),
        ("three\udcff.png", r"three\xff.png"),
        ("half a pair \ud83d", r"half a pair \ud83d"),
        ("turned \u202egnp.exe", r"turned \u202egnp.exe"),
        ("Größe 九", "Größe 九"),
    ],
)
def test_what_steers_a_terminal_is_written_out(given, shown):
    assert str(NNVizError(given)) == shown


def test_a_long_message_keeps_its_beginning_and_its_end():
    message = str(NNVizError("expected this; got " + "x" * 149_000 + ": take that"))
    assert len(message) == LONGEST_MESSAGE
    assert message.startswith("expected this; got xxx")
    assert message.endswith("xxx: take that")
    assert "[...]" in message
