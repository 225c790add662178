"""Words, formulas and numbers, and what is made of them: matrices, sums, code."""

from nnviz.mobjects.text.code_listing import CodeListing
from nnviz.mobjects.text.number_label import NumberLabel
from nnviz.mobjects.text.number_matrix import NumberMatrix
from nnviz.mobjects.text.term_sum import TermSum
from nnviz.mobjects.text.typesetting import MIN_FONT_SIZE
from nnviz.mobjects.text.words import Maths, Words

__all__ = [
    "MIN_FONT_SIZE",
    "CodeListing",
    "Maths",
    "NumberLabel",
    "NumberMatrix",
    "TermSum",
    "Words",
]
