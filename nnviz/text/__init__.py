"""Words and numbers in other languages: what is shown or said, from catalogues.

The English of the code is the key of every catalogue, so that a scene needs to know nothing of
languages: whatever it shows or says goes through `translated`.
"""

from nnviz.text.catalogue import (
    UNTIL,
    Catalogue,
    catalogue_digest,
    catalogue_files,
    current_catalogue,
    load_catalogue,
    translated,
    use_catalogue,
)
from nnviz.text.numbers import in_style
from nnviz.text.translation import Translation, write_translation

__all__ = [
    "UNTIL",
    "Catalogue",
    "Translation",
    "catalogue_digest",
    "catalogue_files",
    "current_catalogue",
    "in_style",
    "load_catalogue",
    "translated",
    "use_catalogue",
    "write_translation",
]
