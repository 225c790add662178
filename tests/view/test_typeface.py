"""The bundled type has what Western and Central Europe write, and says what it lacks."""

import unicodedata

import pytest

from nnviz.core import NNVizError
from nnviz.view.typeface import BUNDLED_FONT, check_glyphs, families_of, missing_glyphs
from nnviz.view.vector import VectorFigure

LATIN = "".join(
    chr(code) for code in range(0x20, 0x180) if unicodedata.category(chr(code))[0] != "C"
)
SIGNS = "„“”‚‘’«»‹›–—…×÷·≈≠≤≥→←↑↓±−√∞∑∏∂σΣαβγδηθλμπτφωΔΩ°′″‰€№§†•✓✗ẞ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋"


def test_the_bundled_type_has_latin_and_the_signs_of_arithmetic():
    # U+0149 is deprecated in Unicode: it is an apostrophe and an n.
    assert set(missing_glyphs(LATIN)) <= {"\u0149"}
    assert missing_glyphs(SIGNS) == ()
    assert missing_glyphs("Größe, café\u202f: œuvre, e\u0301") == ()


def test_what_is_missing_is_told_from_what_only_has_the_same_size():
    # In a monospaced type every glyph is as wide as the sign for "none".
    assert missing_glyphs("aЖ█数", "DejaVu Sans Mono") == ("数",)
    assert missing_glyphs("数b字数", "Libertinus Serif") == ("数", "字")


def test_a_long_text_gives_a_short_message():
    with pytest.raises(NNVizError) as caught:
        check_glyphs("".join(chr(code) for code in range(0x4E00, 0x4F00)))
    assert "and 248 more" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_families_are_found_in_any_case_and_with_quotes():
    assert families_of("nnviz sans, 'Libertinus Serif'") == (BUNDLED_FONT, "Libertinus Serif")
    with pytest.raises(NNVizError, match="got ''"):
        families_of("NNViz Sans,")


def test_figures_check_their_words_and_name_their_font():
    with pytest.raises(NNVizError, match="'数'"):
        VectorFigure(4, 2).text((0, 0), "数")
    font = "NNViz Sans, Libertinus Serif"
    figure = VectorFigure(4, 2, background="#FFFFFF", font=font)
    empty = figure.to_png()
    written = figure.text((0, 0), "да", color="#000000")
    assert "font-family=\"'NNViz Sans', 'Libertinus Serif', Inter, " in written.to_svg()
    assert written.to_png() != empty
