// The connected parts of an image, and how often ink and paper change in it.

/**
 * @import { Box, Pixels } from "./arrays.js"
 * @typedef {object} Part
 * @property {number} label
 * @property {number} size in pixels
 * @property {Box} box
 */

/**
 * The connected parts of the pixels for which test(k) holds, in the order of their first pixels.
 * @param {Pixels} image
 * @param {(k: number) => boolean} test
 * @param {boolean} diagonal whether pixels that touch at a corner are connected
 */
export function labelParts({ rows, columns }, test, diagonal) {
  const labels = new Int32Array(rows * columns);
  /** @type {Part[]} */
  const parts = [];
  for (let start = 0; start < labels.length; start += 1) {
    if (labels[start] || !test(start)) continue;
    const box = { top: rows, left: columns, bottom: 0, right: 0 };
    const part = { label: parts.length + 1, size: 0, box };
    parts.push(part);
    labels[start] = part.label;
    const waiting = [start];
    while (waiting.length) {
      const k = /** @type {number} */ (waiting.pop());
      const row = Math.floor(k / columns);
      const column = k % columns;
      part.size += 1;
      box.top = Math.min(box.top, row);
      box.left = Math.min(box.left, column);
      box.bottom = Math.max(box.bottom, row + 1);
      box.right = Math.max(box.right, column + 1);
      around(k, rows, columns, (near) => {
        if (labels[near] || !test(near)) return;
        if (!diagonal && near % columns !== column && Math.floor(near / columns) !== row) return;
        labels[near] = part.label;
        waiting.push(near);
      });
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
 * @param {Pixels} mask of 0 and 1
 */
export function crossings({ values, rows, columns }) {
  /** @type {(i: number, j: number) => boolean} */
  const isInk = (i, j) =>
    i >= 0 && i < rows && j >= 0 && j < columns && values[i * columns + j] === 1;
  let [alongRows, alongColumns] = [0, 0];
  for (let i = 0; i <= rows; i += 1) {
    for (let j = 0; j <= columns; j += 1) {
      if (isInk(i, j) !== isInk(i, j - 1)) alongRows += 1;
      if (isInk(i, j) !== isInk(i - 1, j)) alongColumns += 1;
    }
  }
  return [alongRows / rows, alongColumns / columns];
}
