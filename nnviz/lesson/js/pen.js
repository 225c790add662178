// The pen: how wide its strokes are, and the same strokes drawn with another.

import { bounds, clip, closing, cut, interpolate, make, map } from "./arrays.js";

/** @import { Pixels } from "./arrays.js" */

const [THIN, THINNEST_TARGET] = [0.09, 0.125];
const [THICK, THICKEST_TARGET] = [0.215, 0.19];
const FINE = 100;

/**
 * The squared distance of each pixel to the nearest one for which test(k) holds, exact.
 * @param {number} rows
 * @param {number} columns
 * @param {(k: number) => boolean} test
 */
function squaredDistances(rows, columns, test) {
  const far = 4 * (rows + columns) ** 2;
  const across = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    let near = Infinity;
    for (let j = 0; j < columns; j += 1) {
      near = test(i * columns + j) ? 0 : near + 1;
      across[i * columns + j] = near;
    }
    near = Infinity;
    for (let j = columns - 1; j >= 0; j -= 1) {
      near = test(i * columns + j) ? 0 : near + 1;
      const k = i * columns + j;
      across[k] = Math.min(across[k], near);
    }
  }
  const made = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j += 1) {
    for (let i = 0; i < rows; i += 1) {
      let best = Math.min(far, across[i * columns + j] ** 2);
      for (let step = 1; step * step < best && step < rows; step += 1) {
        for (const row of [i - step, i + step]) {
          if (row < 0 || row >= rows) continue;
          best = Math.min(best, step * step + across[row * columns + j] ** 2);
        }
      }
      made[i * columns + j] = best;
    }
  }
  return made;
}

/**
 * An image with zeros around it.
 * @param {Pixels} image
 * @param {number} margin
 */
function padded({ values, rows, columns }, margin) {
  const made = make(rows + 2 * margin, columns + 2 * margin);
  for (let i = 0; i < rows; i += 1) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    made.values.set(row, (i + margin) * made.columns + margin);
  }
  return made;
}

/**
 * The mean width of the strokes of a mask of 0 and 1, in pixels.
 * @param {Pixels} mask
 */
export function strokeWidth(mask) {
  const { values, rows, columns } = padded(mask, 1);
  const squares = squaredDistances(rows, columns, (k) => values[k] === 0);
  let [sum, count] = [0, 0];
  for (const square of squares) {
    if (square === 0) continue;
    sum += Math.sqrt(square);
    count += 1;
  }
  return Math.max(1, (4 * sum) / count - 2);
}

/**
 * How much of each pixel the strokes cover if their edges move out by `wider` pixels.
 * @param {Pixels} mask
 * @param {number} wider
 */
export function redrawn(mask, wider) {
  const { values, rows, columns } = mask;
  if (wider >= 0) {
    const away = squaredDistances(rows, columns, (k) => values[k] === 1);
    return map(mask, (_, k) => clip(1 + wider - Math.sqrt(away[k])));
  }
  const inside = squaredDistances(rows, columns, (k) => values[k] === 0);
  return map(mask, (_, k) => clip(Math.sqrt(inside[k]) + wider));
}

/**
 * The strokes' width, as a part of the longer side, and them drawn as wide as usual.
 * @param {Pixels} cropped
 */
export function withThePen(cropped) {
  let longer = Math.max(cropped.rows, cropped.columns);
  let fine = cropped;
  if (longer < FINE) {
    const factor = Math.ceil(FINE / longer);
    fine = map(interpolate(cropped, cropped.rows * factor, cropped.columns * factor), clip);
    longer *= factor;
  }
  const mask = map(closing(fine, 1), (value) => (value >= 0.5 ? 1 : 0));
  const width = strokeWidth(mask);
  const part = width / longer;
  if (part >= THIN && part <= THICK) return { strokeWidth: part, redrawn: cropped };
  const target = part < THIN ? THINNEST_TARGET : THICKEST_TARGET;
  const wider = (target * longer - width) / (2 * (1 - target));
  const drawn = redrawn(padded(mask, Math.max(0, Math.ceil(wider)) + 1), wider);
  const box = bounds(drawn.rows, drawn.columns, (k) => drawn.values[k] >= 0.5);
  return { strokeWidth: part, redrawn: cut(drawn, box) };
}
