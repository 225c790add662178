// What a weighted sum is made of: the largest terms by name, the others together, the bias.

import { element } from "./elements.js";
import { sourceName } from "./names.js";
import { number, whole } from "./numbers.js";
import { text } from "./page.js";

/**
 * @typedef {object} Sum
 * @property {number} layer
 * @property {Float64Array} inputs
 * @property {Float64Array} row the weights
 * @property {Float64Array} products
 * @property {number[]} order of the products, the largest first
 * @property {number} bias
 * @property {number} z
 */

const TERMS = 6;

/** @param {string} words */
const cell = (words) => element("td", {}, words);

/**
 * The rows of the table; the last column adds up to z.
 * @param {Sum} sum
 * @param {number} picked the input whose row is marked
 * @param {(input: number) => void} onPick
 */
export function termRows(sum, picked, onPick) {
  const { order, products } = sum;
  const top = order.slice(0, TERMS);
  const others = order.slice(TERMS).reduce((total, j) => total + products[j], 0);
  const rows = top.map((j) => termRow(sum, j, j === picked, onPick));
  const rest = order.length - top.length;
  if (rest > 0) rows.push(sumRow("terms_others", others, { count: whole(rest) }));
  rows.push(sumRow("terms_bias", sum.bias), sumRow("terms_z", sum.z));
  rows[rows.length - 1].className = "total";
  return rows;
}

/**
 * @param {Sum} sum
 * @param {number} j
 * @param {boolean} isPicked
 * @param {(input: number) => void} onPick
 */
function termRow({ layer, inputs, row, products }, j, isPicked, onPick) {
  const choose = element(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-pressed": String(isPicked),
      onclick: () => onPick(j),
    },
    sourceName(layer, j),
  );
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, choose),
    cell(number(inputs[j])),
    cell(number(row[j])),
    cell(number(products[j])),
  );
}

/**
 * @param {string} key
 * @param {number} value
 * @param {Record<string, string>} values
 */
function sumRow(key, value, values = {}) {
  const name = element("th", { scope: "row", colspan: 3 }, text(key, values));
  return element("tr", {}, name, cell(number(value)));
}
