"""Digits written by a program, for training: hands that MNIST lacks, and other pens."""

from nnviz.data.writing.pens import other_pens
from nnviz.data.writing.written import written_digits

__all__ = ["other_pens", "written_digits"]
