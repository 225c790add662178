"""Cut the bundled type out of Inter: ``python tools/subset_fonts.py FOLDER``.

FOLDER holds ``Inter-Regular.otf`` and ``Inter-SemiBold.otf`` of Debian's ``fonts-inter``; see
``nnviz/assets/fonts/PROVENANCE.md``. Needs ``fonttools`` and ``brotli``, which nnviz does not.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "NNViz Sans"
STYLES = {"regular": "Regular", "semibold": "SemiBold"}
TARGET = Path(__file__).parents[1] / "nnviz" / "assets" / "fonts"
FEATURES = ["calt", "case", "kern", "locl", "tnum", "zero"]

RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A: every language of Western and Central Europe
    (0x0218, 0x021B),  # Romanian
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x200A),  # spaces of every width
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2070, 0x208E),  # superscripts and subscripts
    (0x2190, 0x2195),  # arrows
    (0x25A0, 0x25FF),  # shapes
]
#: Quotes, the narrow space of French, signs.
OTHERS = "ẞ‘’‚‛“”„†‡•…‰′″‹›⁄\u202f\u205f€№⇐⇒⇔∂∅∆∏∑−√∞∫≈≠≤≥✓✗"


def main() -> int:
    """Write the four files."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wanted = {code for low, high in RANGES for code in range(low, high + 1)}
    wanted |= {ord(character) for character in OTHERS}
    for name, style in STYLES.items():
        font = TTFont(Path(sys.argv[1]) / f"Inter-{style}.otf")
        options = Options(
            layout_features=FEATURES,
            name_IDs=[0, 1, 2, 3, 4, 5, 6],
            notdef_outline=False,
            hinting=False,
        )
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        rename(font, style)
        font.recalcTimestamp = False
        font.save(TARGET / f"nnviz-sans-{name}.otf")
        font.flavor = "woff2"
        font.save(TARGET / f"nnviz-sans-{name}.woff2")
        print(f"{name}: {len(font.getBestCmap())} characters")
    return 0


def rename(font: TTFont, style: str) -> None:
    """Give it a family of its own, so that it never mixes with an installed Inter."""
    table = font["name"]
    post_script = f"{FAMILY.replace(' ', '')}-{style}"
    names = {1: FAMILY, 2: style, 3: f"nnviz-sans-{style}", 4: f"{FAMILY} {style}", 6: post_script}
    for record in list(table.names):
        if record.nameID in names:
            table.setName(names[record.nameID], record.nameID, *record_place(record))
    compact = font["CFF "].cff
    compact.fontNames[0] = post_script
    compact[0].FamilyName, compact[0].FullName = FAMILY, names[4]


def record_place(record: object) -> tuple[int, int, int]:
    """Return platform, encoding and language of a name."""
    return tuple(getattr(record, key) for key in ("platformID", "platEncID", "langID"))  # type: ignore[return-value]


if __name__ == "__main__":
    sys.exit(main())
