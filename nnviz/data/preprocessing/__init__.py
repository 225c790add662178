"""From any picture of a digit to the 28 x 28 pixels that the network sees, every step kept.

The whole way, step by step, for a grey picture g of h x w numbers in [0, 1] (0 black, 1 white).
Arithmetic is in float64; ``round(x)`` is ``floor(x + 0.5)``; the median of an even number of values
is the mean of the middle two; windows are cut off at the edge of the picture.

0. *Already fitted.* If g is 28 x 28, and the pixels of g above 0.1 have a box whose longer side is
   17 to 20, and the centre of mass of g rounds to (14, 14), and the median of g is 0 and its
   largest value at least 0.5, then g is the result, unchanged. The same is asked of 1 - g.
1. *Reduce.* If the longer side is above 256, average areas (see 7) to the sides
   ``max(1, round(side * 256 / longer))``.
2. *Which is ink?* Let b be the median of the outermost ring of pixels, and m the mean of g over a
   square window of radius ``max(1, round(longer / 5))`` around each pixel. If the sum over all
   pixels of ``(g - b)^3 + 8 (g - m)^3`` is above 0, the ink is light: put 1 - g in the place of g.
3. *Paper.* Average areas to a longer side of 32 cells (not, if it is shorter already). Take the
   largest value in a square window of radius 6 cells, then the smallest of those likewise, then the
   mean over radius 1. Interpolate bilinearly between cell centres, held constant outside them, to
   h x w: the level p of the paper without ink.
4. *Ink.* ``d = 1 - g / max(p, 0.05)``, cut to [0, 1]: how much of the paper's light is missing.
5. *Threshold.* Otsu's on a histogram of 256 equal bins: the bin edge ``(k + 1) / 256`` with the
   largest variance between the classes ``bin <= k`` and ``bin > k``; of several best k the mean of
   the first and the last, rounded down. With the means m0 and m1 of d in the two classes and the
   contrast ``c = m1 - m0``, refuse the picture if c is below 0.08. The ink becomes
   ``v = (d - m0 - c / 4) / (c / 2)``, cut to [0, 1].
6. *Digit.* Take the 8-connected parts of ``d >= threshold``. If the largest that stays off the edge
   of the picture has at least 1/25 of the pixels of the largest that touches it, drop all parts
   that touch it. Drop parts with less than 5 % of the pixels of the largest left. Refuse the
   picture if more than 30 are left, or their common box has a longer side below 5, or a walk along
   a row of the box passes between ``d >= threshold`` and less more than 16 times (the ground beyond
   the box counts as less), on average over the rows and also on average over the columns. v is set
   to 0 outside the parts left and the 8 neighbours of their pixels.
   *Sheet.* If the shorter side of the box is at least half the longer, and at least 75 % of its
   pixels have ``d >= threshold``, this is no digit but the sheet of paper on a table: cut the
   picture before step 1 to the inside of the box and do steps 1 to 6 with that, once. The inside
   leaves out ``max(1, round(0.04 * side))`` pixels at each edge; an edge at pixel e of n becomes
   ``floor(e * n_before / n)``. It stays uncut if a side would be below 8.
7. *Resize.* Cut v to the box, and average areas: the longer side becomes 20, the other
   ``max(1, round(side * 20 / longer))``. New pixel i covers the old from ``i * n_old / n_new`` to
   ``(i + 1) * n_old / n_new``; an old pixel that is covered in part counts in that part. Rows
   first, then columns.
8. *Centre.* Put it on 28 x 28 zeros, so that its centre of mass, the mean index weighted by value,
   comes to (14, 14): the top row is ``14 - round(row of the centre)``, cut to [0, 28 - height], and
   the left column likewise.
"""

from nnviz.data.preprocessing.reading import read_grey, read_image
from nnviz.data.preprocessing.record import Box, Preprocessed, Step
from nnviz.data.preprocessing.walk import preprocess

__all__ = ["Box", "Preprocessed", "Step", "preprocess", "read_grey", "read_image"]
