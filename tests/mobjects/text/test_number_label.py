from nnviz.mobjects import NumberLabel


def test_a_glyph_that_was_replaced_is_not_drawn_any_more():
    """Manim draws what was in a label when an animation began; old glyphs must be empty."""
    label = NumberLabel(12.34)
    before = label.submobjects[1:]
    label.set_value(56.78)
    assert all(len(glyph.points) == 0 for glyph in before)
    assert all(len(glyph.points) > 0 for glyph in label.submobjects[1:])
