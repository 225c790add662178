// The paper, the ink on it, and the parts of the ink that are the digit; as in Python.

import {
  atMost,
  bounds,
  clip,
  closing,
  cut,
  make,
  map,
  roundHalfUp,
  windowMean,
} from "./arrays.js";
import { median } from "./order.js";
import { around, crossings, labelParts } from "./parts.js";
import { strokeWidth } from "./pen.js";
import { ruling } from "./ruling.js";

/**
 * @import { Box, Pixels } from "./arrays.js"
 * @typedef {object} Found
 * @property {boolean} isLight whether the ink is light on dark
 * @property {Pixels} page
 * @property {Pixels} ink
 * @property {number} contrast
 * @property {number} threshold
 * @property {Pixels} digit
 * @property {Box} box
 * @property {number} others how many other parts look like further digits
 */

const WORKING = 256;
const PAPER_PARTS = [0.14, 0.05];
const PRINT = 1.5;
export const MAX_WIDTH = 0.3;

/** What is no picture of a digit; its message is "blank", "faint", "specks" or "small". */
export class NoDigit extends Error {}

/**
 * @param {Pixels} grey
 * @returns {Found}
 */
export function find(grey) {
  const reduced = atMost(grey, WORKING);
  const first = hasLightInk(reduced);
  /** @type {NoDigit | null} */
  let refused = null;
  /** @type {Found[]} */
  const seen = [];
  // A shadow narrower than the window passes for ink: then a smaller one is tried. A sheet on a
  // table may hide which is darker, paper or ink: then the other is.
  for (const isLight of [first, !first]) {
    for (const part of PAPER_PARTS) {
      try {
        const found = written(reduced, isLight, part);
        if (isWritten(found)) return found;
        seen.push(found);
      } catch (error) {
        if (!(error instanceof NoDigit)) throw error;
        refused ??= error;
      }
    }
    const strokes = seen.find((found) => widthOf(found) < MAX_WIDTH);
    if (strokes) return strokes;
  }
  if (!seen.length) throw refused ?? new NoDigit("blank");
  return seen[0];
}

/**
 * Whether what was found is made of strokes that end within the picture.
 * @param {Found} found
 */
export function isWritten(found) {
  return sidesTouched(found) === 0 && widthOf(found) < MAX_WIDTH;
}

/**
 * How many sides of the picture the digit's box touches.
 * @param {Found} found
 */
export function sidesTouched({ box, digit }) {
  const touches = [
    box.top === 0,
    box.left === 0,
    box.bottom === digit.rows,
    box.right === digit.columns,
  ];
  return touches.filter(Boolean).length;
}

/**
 * How wide the strokes are, as a part of the longer side of the box.
 * @param {Found} found
 */
export function widthOf({ digit, box }) {
  const mask = map(cut(digit, box), (value) => (value >= 0.5 ? 1 : 0));
  if (!mask.values.includes(1)) return 1;
  return strokeWidth(mask) / Math.max(mask.rows, mask.columns);
}

/**
 * @param {Pixels} reduced
 * @param {boolean} isLight
 * @param {number} part
 * @returns {Found}
 */
function written(reduced, isLight, part) {
  const page = isLight ? map(reduced, (g) => 1 - g) : reduced;
  const radius = Math.max(2, roundHalfUp(part * Math.max(page.rows, page.columns)));
  const paper = map(windowMean(closing(windowMean(page, 1), radius), 2), clip);
  const ink = map(page, (g, k) => clip(1 - g / Math.max(paper.values[k], 0.05)));
  const level = median(ink.values);
  const noise = 1.4826 * median(ink.values.map((d) => Math.abs(d - level)));
  const low = level + Math.max(0.05, 4 * noise);
  const lines = ruling(map(ink, (d) => (d >= low ? 1 : 0)));
  // A stroke along a line is darker than the print.
  const along = ink.values.filter((_, k) => lines.values[k]);
  const most = along.length ? PRINT * median(along) : 0;
  const clean = map(ink, (d, k) => (lines.values[k] && d <= most ? level : d));
  const contrast = strength(clean, low) - level;
  if (contrast < 0.01) throw new NoDigit("blank");
  if (contrast < 0.08) throw new NoDigit("faint");
  const threshold = Math.max(low, level + 0.4 * contrast);
  const stretched = map(clean, (d) => clip((d - level - contrast / 4) / (contrast / 2)));
  return { isLight, page, ink, contrast, threshold, ...isolate(stretched, clean, threshold) };
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
 * The connected parts of the ink, and how much each looks like what was written.
 * @param {Pixels} ink
 * @param {number} low
 */
function scored(ink, low) {
  const { values, rows, columns } = ink;
  const { labels, parts } = labelParts(ink, (k) => values[k] >= low, true);
  const scores = new Float64Array(parts.length);
  values.forEach((d, k) => {
    if (labels[k]) scores[labels[k] - 1] += (d - low + 0.01) ** 2;
  });
  for (const { label: name, box } of parts) {
    for (const touches of [
      box.top === 0,
      box.bottom === rows,
      box.left === 0,
      box.right === columns,
    ])
      if (touches) scores[name - 1] /= 25;
  }
  const main = scores.indexOf(scores.reduce((most, score) => Math.max(most, score), 0));
  return { labels, parts, scores, main };
}

/**
 * How dark the ink of the best part is, or the darkest spot if there is no part.
 * @param {Pixels} ink
 * @param {number} low
 */
function strength(ink, low) {
  const { labels, parts, main } = scored(ink, low);
  if (!parts.length) return ink.values.reduce((most, d) => Math.max(most, d), 0);
  const inside = ink.values.filter((_, k) => labels[k] === main + 1).sort();
  return inside[Math.floor(0.9 * (inside.length - 1))];
}

/**
 * The connected parts that make up the digit, and their common box.
 * @param {Pixels} stretched
 * @param {Pixels} ink
 * @param {number} threshold
 */
function isolate(stretched, ink, threshold) {
  const { rows, columns } = ink;
  const { labels, parts, scores, main } = scored(ink, threshold);
  if (!parts.length) throw new NoDigit("specks");
  const candidates = parts.filter(
    ({ size }, k) => size >= 0.04 * parts[main].size && scores[k] > 0.01 * scores[main],
  );
  if (candidates.length > 30) throw new NoDigit("specks");
  const kept = new Set([main + 1]);
  let box = parts[main].box;
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    const reach = 0.3 * Math.max(box.bottom - box.top, box.right - box.left);
    for (const { label: name, box: other } of candidates) {
      if (kept.has(name) || gap(box, other) > reach) continue;
      kept.add(name);
      box = surrounding(box, other);
      isGrowing = true;
    }
  }
  if (Math.max(box.bottom - box.top, box.right - box.left) < 5) throw new NoDigit("small");
  const chosen = make(rows, columns);
  labels.forEach((name, k) => (chosen.values[k] = kept.has(name) ? 1 : 0));
  if (Math.min(...crossings(cut(chosen, box))) > 16) throw new NoDigit("specks");
  const digit = make(rows, columns);
  for (let k = 0; k < labels.length; k += 1) {
    if (!chosen.values[k]) continue;
    around(k, rows, columns, (near) => (digit.values[near] = stretched.values[near]));
  }
  const high = box.bottom - box.top;
  const others = candidates.filter(({ label: name, box: { top, bottom } }) => {
    const isAsHigh = 0.6 * high <= bottom - top && bottom - top <= 1.7 * high;
    return !kept.has(name) && isAsHigh && scores[name - 1] >= 0.3 * scores[main];
  }).length;
  return { digit, box: bounds(rows, columns, (k) => chosen.values[k] === 1), others };
}

/**
 * @param {Box} box
 * @param {Box} other
 */
function gap(box, other) {
  const down = Math.max(other.top - box.bottom, box.top - other.bottom, 0);
  const across = Math.max(other.left - box.right, box.left - other.right, 0);
  return Math.hypot(down, across);
}

/**
 * @param {Box} box
 * @param {Box} other
 * @returns {Box}
 */
function surrounding(box, other) {
  return {
    top: Math.min(box.top, other.top),
    left: Math.min(box.left, other.left),
    bottom: Math.max(box.bottom, other.bottom),
    right: Math.max(box.right, other.right),
  };
}
