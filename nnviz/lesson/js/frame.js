// A frame around a picture, as scanners and screens leave it; as in Python.

import { atMost } from "./arrays.js";
import { median } from "./order.js";

/** @import { Box, Pixels } from "./arrays.js" */

const SIDE = 128;
const OFF = 0.25;
const WHOLE = 0.97;
const WIDEST = 0.2;

/**
 * The part of a picture within a frame on all four sides, or null if there is none.
 * @param {Pixels} grey
 * @returns {Box | null}
 */
export function withinFrame(grey) {
  const small = atMost(grey, SIDE);
  const { values, rows, columns } = small;
  const paper = median(values);
  for (const sign of [-1, 1]) {
    /** @type {(row: number, column: number) => boolean} */
    const isOff = (row, column) => sign * (values[row * columns + column] - paper) > OFF;
    const widths = [
      lines(rows, columns, isOff),
      lines(rows, columns, (row, column) => isOff(rows - 1 - row, column)),
      lines(columns, rows, (column, row) => isOff(row, column)),
      lines(columns, rows, (column, row) => isOff(row, columns - 1 - column)),
    ];
    if (Math.min(...widths) === 0) continue;
    // A line more: it is partly frame.
    const [above, below, before, after] = widths.map((width) => width + 1);
    const [down, across] = [grey.rows / rows, grey.columns / columns];
    return {
      top: Math.ceil(above * down),
      left: Math.ceil(before * across),
      bottom: Math.floor((rows - below) * down),
      right: Math.floor((columns - after) * across),
    };
  }
  return null;
}

/**
 * How many of the first lines are frame, or 0 if that are too many to be one.
 * @param {number} count
 * @param {number} length of a line
 * @param {(line: number, place: number) => boolean} isOff
 */
function lines(count, length, isOff) {
  let found = 0;
  for (; found < count; found += 1) {
    let off = 0;
    for (let place = 0; place < length; place += 1) off += isOff(found, place) ? 1 : 0;
    if (off / length < WHOLE) break;
  }
  return found <= WIDEST * count ? found : 0;
}
