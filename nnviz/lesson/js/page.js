// What the page carries: the network, the digits, the words, the colours and the style.

import { bytes } from "./arrays.js";
import { Network } from "./network.js";

/**
 * @import { NetworkData } from "./network.js"
 *
 * @typedef {{
 *   name: string, background: string, panel: string, ink: string, muted: string, faint: string,
 *   hollow: string, lit: string, on_lit: string, positive: string, negative: string, accent: string
 * }} Theme
 *
 * The record of style of the Python package; nnviz/view/style.py says what each number means.
 * @typedef {{
 *   weight_gamma: number, signal_gamma: number, glow: number, rest_level: number,
 *   many_connections: number, connection_width: number, fine_width: number,
 *   ring_width: number, grid_ring_width: number, ring_opacity: number, grid_ring_opacity: number,
 *   radius: number, grid_radius: number, grid_pitch: number, first_gap: number, label_gap: number,
 *   box_width: number, box_corner: number, on_lit_above: number,
 *   calibration: [number, number, number], certainties: Record<string, number>
 * }} Style
 *
 * @typedef {{ id: string, question: string, explanation: string, hints: string[] }} Asked
 * @typedef {Asked & { kind: "choice", choices: string[], answer: number }} ChoiceQuestion
 * @typedef {Asked & { kind: "order", items: { name: string }[], answer: number[] }} OrderQuestion
 * @typedef {ChoiceQuestion | OrderQuestion} Question
 *
 * @typedef {object} Sets
 * @property {number[]} pad places of digits to choose from beside the pad
 * @property {number[]} same
 * @property {number[]} mistakes
 * @property {number[]} hero
 * @property {number} off_centre
 * @property {{ digit: number, neuron: number }} weighted_sum
 *
 * @typedef {object} PageData
 * @property {NetworkData} network
 * @property {{ pixels: string, labels: number[] }} digits
 * @property {Sets} sets
 * @property {{ dark: Theme, light: Theme }} themes
 * @property {Style} style
 * @property {Question[]} quizzes
 * @property {Record<string, string>} strings
 */

/** @type {PageData} */
export const page = JSON.parse(document.getElementById("nnviz-data")?.textContent ?? "");

export const { style } = page;

/** The network as it was trained. */
export const trained = Network.read(page.network);

/**
 * Words come from the language file; {name} in them is filled in.
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
export function text(key, values = {}) {
  const found = page.strings[key];
  if (found === undefined) throw new Error(`no words for ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const pixels = bytes(page.digits.pixels);

/**
 * The bytes of a digit of the page.
 * @param {number} index
 */
export const digitBytes = (index) => pixels.subarray(index * 784, (index + 1) * 784);

/**
 * A digit as the numbers in [0, 1] that the network takes.
 * @param {number} index
 */
export const digit = (index) => Float64Array.from(digitBytes(index), (byte) => byte / 255);

/** @param {number} index */
export const label = (index) => page.digits.labels[index];
