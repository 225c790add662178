// From the pad to 28 x 28, by the steps that the Python package nnviz.data.preprocessing defines.
// The result keeps every step: {page, ink, digit, box, redrawn, resized, shift, image, ...}, or
// {image, isBlank, reason} if there is no digit.

import { areaAverage, bounds, centreOfMass, cut, map, roundHalfUp } from "./arrays.js";
import { find, isWritten, MAX_WIDTH, NoDigit, sidesTouched, widthOf } from "./finding.js";
import { median } from "./order.js";
import { withinFrame } from "./frame.js";
import { withThePen } from "./pen.js";
import { sheetBox } from "./sheet.js";

/**
 * @import { Box, Pixels } from "./arrays.js"
 * @import { Found } from "./finding.js"
 *
 * @typedef {Found & {
 *   strokeWidth: number, redrawn: Pixels,
 *   resized: Pixels, shift: [number, number], image: Float64Array, unchanged: boolean
 * }} Steps
 *
 * @typedef {{ image: Float64Array, isBlank: true, reason?: string, raw?: boolean }} Blank
 * @typedef {{ image: Float64Array, isBlank: boolean, raw: true, reason?: string }} Shrunk
 * @typedef {(Steps & { isBlank?: false, raw?: false }) | Blank | Shrunk} Fitted
 */

const FITTED = 20;
const CENTRE = 14;
const SIDE = 28;
const LOOKS = 3;
const SMALL = 0.4;
const ROOM = 0.5;
const SHEET_CONTRAST = 0.2;

/**
 * @param {Float64Array} values
 * @param {number} columns
 * @param {number} rows
 * @returns {Fitted}
 */
export function preprocess(values, columns, rows) {
  try {
    return fit({ values, columns, rows });
  } catch (error) {
    if (!(error instanceof NoDigit)) throw error;
    return { image: new Float64Array(784), isBlank: true, reason: error.message };
  }
}

/**
 * Without the preprocessing: the whole pad, averaged down to 28 x 28.
 * @param {Float64Array} values
 * @param {number} columns
 * @param {number} rows
 * @returns {Fitted}
 */
export function shrink(values, columns, rows) {
  const small = areaAverage({ values, columns, rows }, SIDE, SIDE);
  return { image: small.values, isBlank: !small.values.some((value) => value > 0), raw: true };
}

/**
 * @param {Pixels} source
 * @returns {Fitted}
 */
function fit(source) {
  if (source.rows === SIDE && source.columns === SIDE) {
    for (const image of [source, map(source, (g) => 1 - g)])
      if (isFitted(image)) return unchanged(image);
  }
  const found = look(source);
  const pen = withThePen(cut(found.digit, found.box));
  const resized = resize(pen.redrawn);
  const { shift, image } = centre(resized);
  return { ...found, ...pen, resized, shift, image, unchanged: false };
}

/**
 * Find the digit, on the sheet if that lies on a table, and from nearer if it is small.
 * @param {Pixels} source
 * @returns {Found}
 */
function look(source) {
  let { found: best, window } = firstLook(source);
  const { others } = best; // From nearer, less of them is seen.
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const nearer = closer(best, window);
    const again = nearer && foundWithin(source, nearer, 0.5 * best.contrast);
    if (!nearer || !again) break;
    [best, window] = [again, nearer];
  }
  return { ...best, others };
}

/**
 * What is found on the sheet, within the frame or in the whole picture, and where that is.
 * @param {Pixels} source
 * @returns {{ found: Found, window: Box }}
 */
function firstLook(source) {
  const written = onSheet(source);
  const frame = written ? null : withinFrame(source);
  const within = frame && foundWithin(source, frame, 0);
  if (frame && within) return { found: within, window: frame };
  if (written && sidesTouched(written.found) === 0) return written;
  const found = find(source);
  // What runs into the side of a sheet may be cut off by a shadow; but an ink that is light on
  // what looks like a light sheet is no ink.
  if (written && found.isLight !== written.found.isLight) return written;
  return { found, window: { top: 0, left: 0, bottom: source.rows, right: source.columns } };
}

/**
 * What is written on a sheet, and the sheet; strong ink may touch one side.
 * @param {Pixels} source
 */
function onSheet(source) {
  for (const picture of [source, map(source, (g) => 1 - g)]) {
    const sheet = sheetBox(picture);
    if (!sheet) continue;
    try {
      const found = find(cut(source, sheet));
      const sides = sidesTouched(found);
      const isStrong = found.contrast >= SHEET_CONTRAST * (1 + sides);
      if (sides <= 1 && isStrong && widthOf(found) < MAX_WIDTH) return { found, window: sheet };
    } catch (error) {
      if (!(error instanceof NoDigit)) throw error;
    }
  }
  return null;
}

/**
 * What is written in a part of the source, if it is dark strokes that end there.
 * @param {Pixels} source
 * @param {Box} window
 * @param {number} contrast
 * @returns {Found | null}
 */
function foundWithin(source, window, contrast) {
  try {
    const found = find(cut(source, window));
    return found.contrast >= contrast && isWritten(found) ? found : null;
  } catch (error) {
    if (!(error instanceof NoDigit)) throw error;
    return null;
  }
}

/**
 * The surroundings of a digit that is small in the window, in pixels of the source.
 * @param {Found} found
 * @param {Box} window
 * @returns {Box | null}
 */
function closer({ box, ink }, window) {
  const longer = Math.max(box.bottom - box.top, box.right - box.left);
  const { rows, columns } = ink;
  const [height, width] = [window.bottom - window.top, window.right - window.left];
  if (longer >= SMALL * Math.max(rows, columns) || height <= rows) return null;
  const room = roundHalfUp(ROOM * longer) + 2;
  const top = Math.floor(Math.max(box.top - room, 0) * (height / rows));
  const left = Math.floor(Math.max(box.left - room, 0) * (width / columns));
  const bottom = Math.floor(Math.min(box.bottom + room, rows) * (height / rows));
  const right = Math.floor(Math.min(box.right + room, columns) * (width / columns));
  if (Math.min(bottom - top, right - left) < 8) return null;
  return {
    top: window.top + top,
    left: window.left + left,
    bottom: window.top + bottom,
    right: window.left + right,
  };
}

/** @param {Pixels} image */
function isFitted(image) {
  const { values, rows, columns } = image;
  if (median(values) !== 0 || Math.max(...values) < 0.5) return false;
  const box = bounds(rows, columns, (k) => values[k] > 0.1);
  const longer = Math.max(box.bottom - box.top, box.right - box.left);
  const [row, column] = centreOfMass(image).map(roundHalfUp);
  return longer >= 17 && longer <= FITTED && row === CENTRE && column === CENTRE;
}

/**
 * @param {Pixels} image
 * @returns {Fitted}
 */
function unchanged(image) {
  const box = bounds(SIDE, SIDE, (k) => image.values[k] > 0);
  return {
    page: map(image, (g) => 1 - g),
    ink: image,
    isLight: true,
    contrast: 1,
    threshold: 0.5,
    digit: image,
    box,
    others: 0,
    strokeWidth: 0,
    redrawn: cut(image, box),
    resized: cut(image, box),
    shift: [box.top, box.left],
    image: image.values,
    unchanged: true,
  };
}

/** @param {Pixels} cropped */
function resize(cropped) {
  const longer = Math.max(cropped.rows, cropped.columns);
  /** @param {number} n */
  const fitted = (n) => Math.max(1, roundHalfUp((n * FITTED) / longer));
  return areaAverage(cropped, fitted(cropped.rows), fitted(cropped.columns));
}

/** @param {Pixels} resized */
function centre(resized) {
  const sizes = [resized.rows, resized.columns];
  const middle = centreOfMass(resized);
  /** @param {0 | 1} axis */
  const along = (axis) =>
    Math.min(Math.max(CENTRE - roundHalfUp(middle[axis]), 0), SIDE - sizes[axis]);
  /** @type {[number, number]} */
  const shift = [along(0), along(1)];
  const image = new Float64Array(SIDE * SIDE);
  for (let i = 0; i < resized.rows; i += 1) {
    const row = resized.values.subarray(i * resized.columns, (i + 1) * resized.columns);
    image.set(row, (shift[0] + i) * SIDE + shift[1]);
  }
  return { shift, image };
}
