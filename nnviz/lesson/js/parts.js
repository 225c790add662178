// The connected parts of an image, and how often ink and paper change in it.

/** @import { Pixels } from "./arrays.js" */

/**
 * The 8-connected parts of ink at or above the threshold: label, size, whether at the edge.
 * @param {Pixels} ink
 * @param {number} threshold
 */
export function connected({ values, rows, columns }, threshold) {
  const labels = new Int32Array(values.length);
  /** @type {{ label: number, size: number, touches: boolean }[]} */
  const parts = [];
  for (let start = 0; start < values.length; start += 1) {
    if (labels[start] || !(values[start] >= threshold)) continue;
    const part = { label: parts.length + 1, size: 0, touches: false };
    parts.push(part);
    labels[start] = part.label;
    const waiting = [start];
    /** @param {number} near */
    const visit = (near) => {
      if (labels[near] || !(values[near] >= threshold)) return;
      labels[near] = part.label;
      waiting.push(near);
    };
    while (waiting.length) {
      const k = /** @type {number} */ (waiting.pop());
      const row = Math.floor(k / columns);
      const column = k % columns;
      part.size += 1;
      part.touches ||= row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
      around(k, rows, columns, visit);
    }
  }
  return { labels, parts };
}

/**
 * A pixel and its neighbours.
 * @param {number} k
 * @param {number} rows
 * @param {number} columns
 * @param {(near: number) => void} visit
 */
export function around(k, rows, columns, visit) {
  const row = Math.floor(k / columns);
  const column = k % columns;
  const bottom = row < rows - 1 ? row + 1 : row;
  const right = column < columns - 1 ? column + 1 : column;
  for (let i = row > 0 ? row - 1 : row; i <= bottom; i += 1)
    for (let j = column > 0 ? column - 1 : column; j <= right; j += 1) visit(i * columns + j);
}

/**
 * How often, on average, a walk along a row, or a column, goes into ink or out of it.
 * @param {Pixels} ink
 * @param {number} threshold
 */
export function crossings({ values, rows, columns }, threshold) {
  /** @type {(i: number, j: number) => boolean} */
  const isInk = (i, j) =>
    i >= 0 && i < rows && j >= 0 && j < columns && values[i * columns + j] >= threshold;
  let [alongRows, alongColumns] = [0, 0];
  for (let i = 0; i <= rows; i += 1) {
    for (let j = 0; j <= columns; j += 1) {
      if (isInk(i, j) !== isInk(i, j - 1)) alongRows += 1;
      if (isInk(i, j) !== isInk(i - 1, j)) alongColumns += 1;
    }
  }
  return [alongRows / rows, alongColumns / columns];
}
