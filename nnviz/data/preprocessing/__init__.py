"""From any picture of a digit to the 28 x 28 pixels that the network sees, every step kept.

The whole way, step by step, for a grey picture g of h x w numbers in [0, 1] (0 black, 1 white).
Arithmetic is in float64; ``round(x)`` is ``floor(x + 0.5)``; the median of an even number of values
is the mean of the middle two; windows are cut off at the edge of the picture.

0. *Already fitted.* If g is 28 x 28, and the pixels of g above 0.1 have a box whose longer side is
   17 to 20, and the centre of mass of g rounds to (14, 14), and the median of g is 0 and its
   largest value at least 0.5, then g is the result, unchanged. The same is asked of 1 - g.
1. *Sheet.* Is there a sheet of paper on a table? Average areas (see 9) to a longer side of 64,
   close with radius 2 (see 4), and cut halfway between the smallest and the largest value. The
   largest 4-connected light part is a sheet if it has 12 to 93 % of the pixels, is lighter than the
   rest by 0.12 on average, fills 60 % of its box and, when those sides of the box that it fills to
   less than 95 % have been taken off line by line, the worst first, 90 % of what is left. The
   inside, one cell less at each side within the picture, is looked at by steps 2 to 6, and kept if
   what is found there is written (see 7) and its contrast is at least 0.2; it may touch one side if
   its contrast is 0.4. The same is then asked of 1 - g. If there is no such sheet, is there a
   frame? Average areas to a longer side of 128. The first lines of each side of which 97 % of the
   pixels are darker than the median by more than 0.25 are a frame, if there are some on all four
   sides and they are at most a fifth of the lines; likewise lighter. The inside, one line less at
   each side, is taken if what is found there is written. If there is neither, or the ink touches
   the side of the sheet, the whole picture is looked at, and taken unless its ink is light where
   the sheet's is dark, or dark where that is light.
2. *Reduce.* If the longer side is above 256, average areas to the sides ``max(1, round(side * 256 /
   longer))``.
3. *Which is ink?* Let b be the median of the outermost ring of pixels, and m the mean of g over a
   square window of radius ``max(1, round(longer / 5))`` around each pixel. If the sum over all
   pixels of ``(g - b)^3 + 8 (g - m)^3`` is above 0, the ink is light: put 1 - g in the place of g.
4. *Paper and ink.* The mean over radius 1, then the largest value in a square window of radius
   ``max(2, round(0.14 * longer))``, then the smallest of those likewise (together: closing), then
   the mean over radius 2: the level p of the paper without ink. ``d = 1 - g / max(p, 0.05)``, cut
   to [0, 1], is how much of its light is missing. With the median l of d and the median s of ``|d -
   l|`` anything below ``low = l + max(0.05, 4 * 1.4826 * s)`` is paper.
5. *Ruling.* Let every pixel of ``d >= low`` spread to the one above and below. Rows of at least 21
   of these in a line, less those that are as high as 11 of 256 of the longer side, or 5 pixels if
   that is more, spread by 6 to each side, are a printed line if their 4-connected part comes within
   4 % of both sides of the picture; likewise across. A line goes back to the level l, except where
   the pixels above and below it make it at least 3 higher than lines are, where a stroke crosses
   it, and where it is more than 1.5 times darker than lines are in the median, where one runs along
   it.
6. *Digit.* The score of an 8-connected part is the sum of ``(d - low + 0.01)^2``, divided by 25 for
   each side of the picture that it touches. Let c be the value below which 90 % of the best part
   lie, less l: the contrast. Refuse the picture if c is below 0.08. The ink is ``d >= t`` with ``t
   = max(low, l + 0.4 c)``, and ``v = (d - l - c / 4) / (c / 2)``, cut to [0, 1]. Of its parts,
   scored again, the best is the digit, with those that have 4 % of its pixels and 1 % of its score
   and are no further away than 0.3 of the longer side of the box so far. Refuse the picture if more
   than 30 could belong to it, or the box has a longer side below 5, or a walk along a row of the
   box goes in and out of ink more than 16 times, on average over the rows and also over the
   columns. v is 0 outside the digit and the 8 neighbours of its pixels.
7. *Written?* It is written if its box keeps off the edge of the picture and its strokes (see 8) are
   narrower than 0.3 of the box. If it is not, steps 4 to 6 are tried with 0.05 in the place of
   0.14, and the first of both with narrow strokes is taken; failing that, the same with light and
   dark exchanged. Is the longer side of the box below 0.4 of the picture's, and was the picture
   reduced? Then cut the source to the box with half its longer side around it, and look there again
   from step 2, up to three times, as long as it is written and has half the contrast.
8. *Pen.* Cut v to the box; if its longer side L is below 100, enlarge it by the smallest whole
   factor that brings it there, bilinearly. The strokes are ``v >= 0.5`` after a closing of radius
   1, and their width w is four times the mean distance of their pixels to the nearest one outside,
   less 2. If w / L is below 0.09 or above 0.215, the strokes are drawn again, with their edges
   moved out by ``e = (r L - w) / (2 - 2 r)``, r being 0.125 or 0.19: a pixel at the distance a from
   the strokes gets 1 + e - a, cut to [0, 1]. This is the picture of full brightness that goes on.
9. *Resize.* Average areas: the longer side becomes 20, the other ``max(1, round(side * 20 /
   longer))``. New pixel i covers the old from ``i * n_old / n_new`` to ``(i + 1) * n_old / n_new``;
   an old pixel that is covered in part counts in that part. Rows first, then columns.
10. *Centre.* Put it on 28 x 28 zeros, so that its centre of mass, the mean index weighted by value,
    comes to (14, 14): the top row is ``14 - round(row of the centre)``, cut to [0, 28 - height],
    and the left column likewise.

A picture in colour becomes grey before all this, by `read_grey`: in the one of luminance, red,
green and blue in which narrow marks stand out, if one does so far better than luminance.
"""

from nnviz.data.preprocessing.reading import read_grey, read_image
from nnviz.data.preprocessing.record import Box, Preprocessed, Step
from nnviz.data.preprocessing.walk import preprocess

__all__ = ["Box", "Preprocessed", "Step", "preprocess", "read_grey", "read_image"]
