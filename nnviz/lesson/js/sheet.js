// A sheet of paper on a table: where it is.

import { atMost, closing, cut } from "./arrays.js";
import { labelParts } from "./parts.js";

/** @import { Box, Pixels } from "./arrays.js" */

const SIDE = 64;
const CLOSED = 2;
const [MIN_AREA, MAX_AREA] = [0.12, 0.93];
const [MIN_FILL, MIN_INSIDE] = [0.6, 0.9];
const MIN_CONTRAST = 0.12;
const WHOLE = 0.95;

/**
 * The inside of a light sheet on a darker table, in pixels of the picture, or null.
 * @param {Pixels} grey
 * @returns {Box | null}
 */
export function sheetBox(grey) {
  const small = closing(atMost(grey, SIDE), CLOSED);
  const { values, rows, columns } = small;
  const level = (Math.min(...values) + Math.max(...values)) / 2;
  const { labels, parts } = labelParts(small, (k) => values[k] > level, false);
  if (!parts.length) return null;
  const largest = parts.reduce((most, part) => (part.size > most.size ? part : most));
  const sheet = Float64Array.from(labels, (name) => (name === largest.label ? 1 : 0));
  const area = largest.size / sheet.length;
  if (area < MIN_AREA || area > MAX_AREA) return null;
  let [inside, outside] = [0, 0];
  values.forEach((value, k) => (sheet[k] ? (inside += value) : (outside += value)));
  const contrast = inside / largest.size - outside / (sheet.length - largest.size);
  if (contrast < MIN_CONTRAST) return null;
  const mask = { values: sheet, rows, columns };
  if (filled(mask, largest.box) < MIN_FILL) return null;
  const box = trimmed(mask, largest.box);
  if (filled(mask, box) < MIN_INSIDE) return null;
  const top = box.top + (box.top > 0 ? 1 : 0);
  const bottom = box.bottom - (box.bottom < rows ? 1 : 0);
  const left = box.left + (box.left > 0 ? 1 : 0);
  const right = box.right - (box.right < columns ? 1 : 0);
  if (bottom - top < 8 || right - left < 8) return null;
  const [down, across] = [grey.rows / rows, grey.columns / columns];
  return {
    top: Math.floor(top * down),
    left: Math.floor(left * across),
    bottom: Math.floor(bottom * down),
    right: Math.floor(right * across),
  };
}

/**
 * How much of a box a mask fills.
 * @param {Pixels} mask
 * @param {Box} box
 */
function filled(mask, box) {
  const { values } = cut(mask, box);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The box less the lines at its sides that the sheet does not fill.
 * @param {Pixels} mask
 * @param {Box} box
 */
function trimmed(mask, box) {
  let { top, left, bottom, right } = box;
  while (bottom - top > 1 && right - left > 1) {
    const fills = [
      filled(mask, { top, left, bottom: top + 1, right }),
      filled(mask, { top: bottom - 1, left, bottom, right }),
      filled(mask, { top, left, bottom, right: left + 1 }),
      filled(mask, { top, left: right - 1, bottom, right }),
    ];
    const worst = fills.indexOf(Math.min(...fills));
    if (fills[worst] >= WHOLE) break;
    if (worst === 0) top += 1;
    else if (worst === 1) bottom -= 1;
    else if (worst === 2) left += 1;
    else right -= 1;
  }
  return { top, left, bottom, right };
}
