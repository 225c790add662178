

/**
 * @typedef {object} Pixels
 * @property {Float64Array} values row by row
 * @property {number} rows
 * @property {number} columns
 */

/**
 * Rows from top to bottom and columns from left to right, the last ones not included.
 * @typedef {{ top: number, left: number, bottom: number, right: number }} Box
 */

/**
 * Plain operations on images {values, rows, columns}, in the same order of steps as Python's.
 * @param {number} rows
 * @param {number} columns
 * @returns {Pixels} all zero
 */
export const make = (rows, columns) => ({ values: new Float64Array(rows * columns), rows, columns });
/** @param {number} x */
export const roundHalfUp = (x) => Math.floor(x + 0.5);
/** @param {number} x */
export const clip = (x) => Math.min(1, Math.max(0, x));

/**
 * @param {Pixels} image
 * @param {(value: number, index: number) => number} f
 * @returns {Pixels}
 */
export function map({ values, rows, columns }, f) {
  const made = make(rows, columns);
  for (let k = 0; k < values.length; k += 1) made.values[k] = f(values[k], k);
  return made;
}

/**
 * @param {Pixels} image
 * @returns {Pixels}
 */
export function transpose({ values, rows, columns }) {
  const turned = make(columns, rows);
  const target = turned.values;
  for (let i = 0, k = 0; i < rows; i += 1)
    for (let j = 0, at = i; j < columns; j += 1, k += 1, at += rows) target[at] = values[k];
  return turned;
}

/**
 * @param {Pixels} image
 * @param {Box} box
 * @returns {Pixels}
 */
export function cut({ values, columns }, box) {
  const piece = make(box.bottom - box.top, box.right - box.left);
  for (let i = 0; i < piece.rows; i += 1) {
    const start = (box.top + i) * columns + box.left;
    piece.values.set(values.subarray(start, start + piece.columns), i * piece.columns);
  }
  return piece;
}

/**
 * Each new pixel is the mean of the area that it covers: rows first, then columns.
 * @param {Pixels} image
 * @param {number} rows
 * @param {number} columns
 * @returns {Pixels}
 */
export function areaAverage(image, rows, columns) {
  return transpose(averageRows(transpose(averageRows(image, rows)), columns));
}

/**
 * @param {Pixels} image
 * @param {number} count
 * @returns {Pixels}
 */
function averageRows(image, count) {
  if (count === image.rows) return image;
  const made = make(count, image.columns);
  const step = image.rows / count;
  for (let i = 0; i < count; i += 1) {
    const low = i * step;
    const high = i === count - 1 ? image.rows : (i + 1) * step;
    const target = made.values.subarray(i * made.columns, (i + 1) * made.columns);
    for (let index = Math.floor(low); index < Math.ceil(high); index += 1) {
      const part = clip(Math.min(high, index + 1) - Math.max(low, index));
      const from = Math.min(index, image.rows - 1) * image.columns;
      for (let j = 0; j < target.length; j += 1) target[j] += part * image.values[from + j];
    }
    for (let j = 0; j < target.length; j += 1) target[j] = clip(target[j] / (high - low));
  }
  return made;
}

/**
 * The mean over a square window, cut off at the edge.
 * @param {Pixels} image
 * @param {number} radius
 * @returns {Pixels}
 */
export function windowMean(image, radius) {
  return transpose(meanRows(transpose(meanRows(image, radius)), radius));
}

/**
 * @param {Pixels} image
 * @param {number} radius
 * @returns {Pixels}
 */
function meanRows({ values, rows, columns }, radius) {
  const made = make(rows, columns);
  const sums = new Float64Array(rows + 1);
  for (let j = 0; j < columns; j += 1) {
    for (let i = 0; i < rows; i += 1) sums[i + 1] = sums[i] + values[i * columns + j];
    for (let i = 0; i < rows; i += 1) {
      const low = Math.max(i - radius, 0);
      const high = Math.min(i + radius + 1, rows);
      made.values[i * columns + j] = (sums[high] - sums[low]) / (high - low);
    }
  }
  return made;
}

/**
 * The largest value in each window, and of those the smallest: dark details vanish.
 * @param {Pixels} image
 * @param {number} radius
 * @returns {Pixels}
 */
export function closing(image, radius) {
  const most = largestAround(image, radius);
  negate(most);
  const least = largestAround(most, radius);
  negate(least);
  return least;
}

/** @param {Pixels} image */
function negate({ values }) {
  for (let k = 0; k < values.length; k += 1) values[k] = -values[k];
}

/**
 * @param {Pixels} image
 * @param {number} radius
 */
function largestAround(image, radius) {
  return transpose(largestInRows(transpose(largestInRows(image, radius)), radius));
}

/**
 * The largest value of each window of a row: the best from the start of each block of the window's
 * size, and from its end; two looks give a window.
 * @param {Pixels} image
 * @param {number} radius
 */
function largestInRows({ values, rows, columns }, radius) {
  const made = make(rows, columns);
  const size = 2 * radius + 1;
  const count = columns + 2 * radius;
  const line = new Float64Array(count);
  const ahead = new Float64Array(count);
  const back = new Float64Array(count);
  for (let i = 0; i < rows; i += 1) {
    const start = i * columns;
    line.fill(values[start], 0, radius);
    line.set(values.subarray(start, start + columns), radius);
    line.fill(values[start + columns - 1], radius + columns);
    for (let from = 0; from < count; from += size) {
      const to = Math.min(count, from + size);
      let most = line[from];
      for (let k = from; k < to; k += 1) {
        if (line[k] > most) most = line[k];
        ahead[k] = most;
      }
      most = line[to - 1];
      for (let k = to - 1; k >= from; k -= 1) {
        if (line[k] > most) most = line[k];
        back[k] = most;
      }
    }
    for (let j = 0; j < columns; j += 1) {
      const [one, other] = [back[j], ahead[j + 2 * radius]];
      made.values[start + j] = one > other ? one : other;
    }
  }
  return made;
}

/**
 * Bilinear between the centres of the cells, constant outside them.
 * @param {Pixels} cells
 * @param {number} rows
 * @param {number} columns
 * @returns {Pixels}
 */
export function interpolate(cells, rows, columns) {
  return transpose(interpolateRows(transpose(interpolateRows(cells, rows)), columns));
}

/**
 * @param {Pixels} cells
 * @param {number} count
 * @returns {Pixels}
 */
function interpolateRows({ values, rows, columns }, count) {
  const made = make(count, columns);
  for (let i = 0; i < count; i += 1) {
    const place = Math.min(rows - 1, Math.max(0, ((i + 0.5) * rows) / count - 0.5));
    const low = Math.floor(place);
    const high = Math.min(low + 1, rows - 1);
    const part = place - low;
    for (let j = 0; j < columns; j += 1)
      made.values[i * columns + j] =
        (1 - part) * values[low * columns + j] + part * values[high * columns + j];
  }
  return made;
}

/**
 * The mean row and column index, weighted by value.
 * @param {Pixels} image
 * @returns {[number, number]}
 */
export function centreOfMass({ values, rows, columns }) {
  let [total, row, column] = [0, 0, 0];
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      const value = values[i * columns + j];
      total += value;
      row += i * value;
      column += j * value;
    }
  }
  return [row / total, column / total];
}

/**
 * The box of the pixels for which test(k) holds.
 * @param {number} rows
 * @param {number} columns
 * @param {(k: number) => boolean} test
 * @returns {Box}
 */
export function bounds(rows, columns, test) {
  const box = { top: rows, left: columns, bottom: 0, right: 0 };
  for (let k = 0; k < rows * columns; k += 1) {
    if (!test(k)) continue;
    const row = Math.floor(k / columns);
    const column = k % columns;
    box.top = Math.min(box.top, row);
    box.left = Math.min(box.left, column);
    box.bottom = Math.max(box.bottom, row + 1);
    box.right = Math.max(box.right, column + 1);
  }
  return box;
}


/**
 * What a text in base 64 stands for.
 * @param {string} base64
 */
export function bytes(base64) {
  const characters = atob(base64);
  const found = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i += 1) found[i] = characters.charCodeAt(i);
  return found;
}

/**
 * The image, averaged down if its longer side is above `side`.
 * @param {Pixels} image
 * @param {number} side
 */
export function atMost(image, side) {
  const longer = Math.max(image.rows, image.columns);
  if (longer <= side) return image;
  /** @param {number} n */
  const fitted = (n) => Math.max(1, roundHalfUp((n * side) / longer));
  return areaAverage(image, fitted(image.rows), fitted(image.columns));
}
