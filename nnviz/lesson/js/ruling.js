// Printed lines and squares: found because they go right across the page, and taken out.

import { map, roundHalfUp, transpose } from "./arrays.js";
import { median } from "./order.js";
import { labelParts } from "./parts.js";

/** @import { Pixels } from "./arrays.js" */

const PIECE = 21;
const GAP = 6;
const EDGE = 0.04;
const [THICK, THINNEST] = [11 / 256, 5];

/**
 * Which dark pixels are printed lines and no ink; masks are images of 0 and 1.
 * @param {Pixels} dark
 * @returns {Pixels}
 */
export function ruling(dark) {
  const turned = transpose(dark);
  const level = levelLines(dark);
  const upright = levelLines(turned);
  if (!level.values.includes(1) && !upright.values.includes(1)) return map(dark, () => 0);
  const one = withoutCrossings(dark, level, transpose(upright));
  const other = transpose(withoutCrossings(turned, upright, transpose(level)));
  return map(dark, (value, k) => value && (one.values[k] || other.values[k]));
}

/**
 * The pixels of nearly level lines that go across the picture.
 * @param {Pixels} dark
 */
function levelLines(dark) {
  const { values, rows, columns } = dark;
  // A line that is a little turned is a staircase: let its steps touch.
  const near = map(dark, (value, k) => value || values[k - columns] || values[k + columns] || 0);
  const long = runs(near, PIECE);
  // In a small picture a line is thin too.
  const most = Math.max(THINNEST, roundHalfUp(THICK * Math.max(rows, columns)));
  const high = transpose(runs(transpose(long), most));
  const thin = map(long, (value, k) => (value && !high.values[k] ? 1 : 0));
  const joined = dilated(thin, 1, GAP);
  const { labels, parts } = labelParts(joined, (k) => joined.values[k] === 1, false);
  const isAcross = parts.map(
    ({ box }) => box.left <= EDGE * columns && box.right >= (1 - EDGE) * columns,
  );
  return map(thin, (value, k) => (value && dark.values[k] && isAcross[labels[k] - 1] ? 1 : 0));
}

/**
 * @param {Pixels} mask
 * @param {number} down
 * @param {number} across
 */
function dilated(mask, down, across) {
  const { rows, columns } = mask;
  const made = map(mask, () => 0);
  mask.values.forEach((value, k) => {
    if (!value) return;
    const [row, column] = [Math.floor(k / columns), k % columns];
    for (let i = Math.max(0, row - down); i <= Math.min(rows - 1, row + down); i += 1) {
      const start = i * columns + Math.max(0, column - across);
      made.values.fill(1, start, i * columns + Math.min(columns, column + across + 1));
    }
  });
  return made;
}

/**
 * The lines less the places where a stroke crosses them.
 * @param {Pixels} dark
 * @param {Pixels} lines
 * @param {Pixels} others
 */
function withoutCrossings(dark, lines, others) {
  if (!lines.values.includes(1)) return lines;
  const ink = map(dark, (value, k) => (value && !(others.values[k] && !lines.values[k]) ? 1 : 0));
  const crossed = transpose(runs(transpose(ink), Math.ceil(heightOf(lines)) + 3));
  return map(lines, (value, k) => (value && !crossed.values[k] ? 1 : 0));
}

/**
 * How high the lines are, in pixels, the median over their columns.
 * @param {Pixels} lines
 */
function heightOf({ values, rows, columns }) {
  /** @type {number[]} */
  const heights = [];
  for (let j = 0; j < columns; j += 1) {
    let [pixels, starts] = [0, 0];
    for (let i = 0; i < rows; i += 1) {
      const k = i * columns + j;
      pixels += values[k];
      if (values[k] && !(i > 0 && values[k - columns])) starts += 1;
    }
    if (starts) heights.push(pixels / starts);
  }
  return median(heights);
}

/**
 * The pixels that stand in a row of at least `length`.
 * @param {Pixels} mask
 * @param {number} length
 */
function runs(mask, length) {
  const { values, rows, columns } = mask;
  const made = map(mask, () => 0);
  for (let i = 0; i < rows; i += 1) {
    let start = 0;
    for (let j = 0; j <= columns; j += 1) {
      if (j < columns && values[i * columns + j]) continue;
      if (j - start >= length) made.values.fill(1, i * columns + start, i * columns + j);
      start = j + 1;
    }
  }
  return made;
}
