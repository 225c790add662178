// From the pad to 28 x 28, by the steps that the Python package nnviz.data.preprocessing defines.
// The result keeps every step: {page, ink, digit, box, resized, shift, image, unchanged}, or
// {image, isBlank, reason} if there is no digit.

import {
  areaAverage,
  bounds,
  centreOfMass,
  clip,
  closing,
  cut,
  interpolate,
  make,
  map,
  median,
  roundHalfUp,
  windowMean,
} from "./arrays.js";
import { around, connected, crossings } from "./parts.js";

/**
 * @import { Box, Pixels } from "./arrays.js"
 * @typedef {object} Found
 * @property {Pixels} page
 * @property {Pixels} ink
 * @property {number} threshold
 * @property {Pixels} digit
 * @property {Box} box
 *
 * @typedef {Found & {
 *   resized: Pixels, shift: [number, number], image: Float64Array, unchanged: boolean
 * }} Steps
 *
 * @typedef {{ image: Float64Array, isBlank: true, reason?: string, raw?: boolean }} Blank
 * @typedef {{ image: Float64Array, isBlank: boolean, raw: true, reason?: string }} Shrunk
 * @typedef {(Steps & { isBlank?: false, raw?: false }) | Blank | Shrunk} Fitted
 */

const WORKING = 256;
const FITTED = 20;
const CENTRE = 14;
const SIDE = 28;

class NoDigit extends Error {}

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
  let found = find(source);
  const sheet = sheetOf(found, source);
  if (sheet) found = find(cut(source, sheet));
  const resized = resize(cut(found.digit, found.box));
  const { shift, image } = centre(resized);
  return { ...found, resized, shift, image, unchanged: false };
}

/** @param {Pixels} source */
function find(source) {
  const reduced = atMost(source, WORKING);
  const page = hasLightInk(reduced) ? map(reduced, (g) => 1 - g) : reduced;
  const cells = windowMean(closing(atMost(page, 32), 6), 1);
  const paper = map(interpolate(cells, page.rows, page.columns), clip);
  const ink = map(page, (g, k) => clip(1 - g / Math.max(paper.values[k], 0.05)));
  const { threshold, stretched } = stretch(ink);
  const { digit, box } = isolate(stretched, ink, threshold);
  return { page, ink, threshold, digit, box };
}

/**
 * The inside of the sheet of paper, in pixels of the source, if that was found and no digit.
 * @param {Found} found
 * @param {Pixels} source
 * @returns {Box | null}
 */
function sheetOf({ ink, threshold, box }, source) {
  const height = box.bottom - box.top;
  const width = box.right - box.left;
  if (2 * Math.min(height, width) < Math.max(height, width)) return null;
  const dark = cut(ink, box).values.reduce((sum, d) => sum + (d >= threshold ? 1 : 0), 0);
  if (dark / (height * width) < 0.75) return null;
  const down = Math.max(1, roundHalfUp(0.04 * height));
  const across = Math.max(1, roundHalfUp(0.04 * width));
  const rowScale = source.rows / ink.rows;
  const columnScale = source.columns / ink.columns;
  const sheet = {
    top: Math.floor((box.top + down) * rowScale),
    left: Math.floor((box.left + across) * columnScale),
    bottom: Math.floor((box.bottom - down) * rowScale),
    right: Math.floor((box.right - across) * columnScale),
  };
  return Math.min(sheet.bottom - sheet.top, sheet.right - sheet.left) < 8 ? null : sheet;
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
    threshold: 0.5,
    digit: image,
    box,
    resized: cut(image, box),
    shift: [box.top, box.left],
    image: image.values,
    unchanged: true,
  };
}

/**
 * @param {Pixels} image
 * @param {number} side
 */
function atMost(image, side) {
  const longer = Math.max(image.rows, image.columns);
  if (longer <= side) return image;
  /** @param {number} n */
  const fitted = (n) => Math.max(1, roundHalfUp((n * side) / longer));
  return areaAverage(image, fitted(image.rows), fitted(image.columns));
}

/** @param {Pixels} grey */
function hasLightInk(grey) {
  const { values, rows, columns } = grey;
  /** @type {number[]} */
  const ring = [];
  for (let j = 0; j < columns; j += 1) ring.push(values[j], values[(rows - 1) * columns + j]);
  for (let i = 1; i < rows - 1; i += 1)
    ring.push(values[i * columns], values[i * columns + columns - 1]);
  const edge = median(ring);
  const near = windowMean(grey, Math.max(1, roundHalfUp(Math.max(rows, columns) / 5))).values;
  let skew = 0;
  for (let k = 0; k < values.length; k += 1) {
    const fromEdge = values[k] - edge;
    const fromNear = values[k] - near[k];
    skew += fromEdge * fromEdge * fromEdge + 8 * fromNear * fromNear * fromNear;
  }
  return skew > 0;
}

/**
 * Otsu's threshold, and the ink with its contrast stretched to [0, 1].
 * @param {Pixels} ink
 */
function stretch(ink) {
  const size = ink.values.length;
  const bins = Uint8Array.from(ink.values, (d) => Math.min(255, Math.floor(d * 256)));
  const counts = new Float64Array(256);
  bins.forEach((bin) => (counts[bin] += 1));
  const whole = counts.reduce((sum, count, bin) => sum + count * bin, 0);
  let [below, moment, best, first, last] = [0, 0, 0, -1, -1];
  for (let k = 0; k < 255; k += 1) {
    below += counts[k];
    moment += counts[k] * k;
    const above = size - below;
    if (below === 0 || above === 0) continue;
    const gap = whole * below - moment * size;
    const variance = gap ** 2 / (below * above);
    if (first < 0 || variance > best) [best, first, last] = [variance, k, k];
    else if (variance === best) last = k;
  }
  if (first < 0) throw new NoDigit("blank");
  const k = (first + last) >> 1;
  const [paperSum, paperCount, inkSum, inkCount] = sums(ink.values, bins, k);
  const paperMean = paperSum / paperCount;
  const contrast = inkSum / inkCount - paperMean;
  if (contrast < 0.08) throw new NoDigit("faint");
  const stretched = map(ink, (d) => clip((d - paperMean - contrast / 4) / (contrast / 2)));
  return { threshold: (k + 1) / 256, stretched };
}

/**
 * @param {Float64Array} values
 * @param {Uint8Array} bins
 * @param {number} k
 */
function sums(values, bins, k) {
  let [paper, papers, ink, inks] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    if (bins[i] > k) {
      ink += values[i];
      inks += 1;
    } else {
      paper += values[i];
      papers += 1;
    }
  }
  return [paper, papers, ink, inks];
}

/**
 * The connected parts that make up the digit, and their common box.
 * @param {Pixels} stretched
 * @param {Pixels} ink
 * @param {number} threshold
 */
function isolate(stretched, ink, threshold) {
  const { rows, columns } = ink;
  const { labels, parts } = connected(ink, threshold);
  /** @param {{ size: number }[]} list */
  const largest = (list) => list.reduce((most, part) => Math.max(most, part.size), 0);
  const inside = parts.filter((part) => !part.touches);
  const touching = parts.filter((part) => part.touches);
  const left = largest(inside) * 25 >= largest(touching) ? inside : parts;
  const most = largest(left);
  const kept = new Set(left.filter((part) => part.size * 20 >= most).map((part) => part.label));
  if (kept.size > 30) throw new NoDigit("specks");
  const isKept = Uint8Array.from({ length: parts.length + 1 }, (_, label) =>
    kept.has(label) ? 1 : 0,
  );
  /** @param {number} k */
  const chosen = (k) => isKept[labels[k]] === 1;
  const box = bounds(rows, columns, chosen);
  if (Math.max(box.bottom - box.top, box.right - box.left) < 5) throw new NoDigit("small");
  if (Math.min(...crossings(cut(ink, box), threshold)) > 16) throw new NoDigit("specks");
  const digit = make(rows, columns);
  for (let k = 0; k < labels.length; k += 1) {
    if (!chosen(k)) continue;
    around(k, rows, columns, (near) => (digit.values[near] = stretched.values[near]));
  }
  return { digit, box };
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
