// A drawing, the chosen neuron and the turned dials as a link: it works from disk, too.

import { SIDE } from "./ink.js";

/**
 * @import { Drawing, Mark } from "./ink.js"
 * @import { Network } from "./network.js"
 * @import { Choice } from "./picture.js"
 *
 * A dial: its layer, its place among that layer's weights and then biases, its value.
 * @typedef {[layer: number, place: number, value: number]} Turned
 * @typedef {{ drawing: Drawing, chosen: Choice, dials: Turned[] }} LabState
 */

const START = "#lab=";
const LONGEST = 60_000;
const WIDEST = 100;
const LARGEST = 1e6;

/** @param {number} place */
const tenths = (place) => Math.round(10 * place) / 10;

/**
 * @param {LabState} state
 * @returns {string} what stands behind the page's address
 */
export function linkOf({ drawing, chosen, dials }) {
  const marks = drawing.marks.map((mark) =>
    "digit" in mark ? mark.digit : [mark.width, ...mark.points.flat().map(tenths)],
  );
  const text = JSON.stringify([marks, drawing.moved, [chosen.layer, chosen.neuron], dials]);
  return START + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * What a link holds, or null if it holds nothing that this page knows.
 * @param {string} hash
 * @param {Network} network
 * @param {number} digits how many the page has
 * @returns {LabState | null}
 */
export function stateOf(hash, network, digits) {
  if (!hash.startsWith(START) || hash.length > LONGEST) return null;
  try {
    const text = atob(hash.slice(START.length).replaceAll("-", "+").replaceAll("_", "/"));
    const [marks, moved, [layer, neuron], dials] = JSON.parse(text);
    const state = {
      drawing: {
        marks: list(marks).map((one) => markOf(one, digits)),
        moved: pair(moved, SIDE),
      },
      chosen: { layer: whole(layer, network.sizes.length), neuron: 0 },
      dials: list(dials).map((one) => dialOf(one, network)),
    };
    state.chosen.neuron = whole(neuron, network.sizes[layer]);
    return state;
  } catch {
    return null; // cut off, or not ours
  }
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function list(value) {
  if (!Array.isArray(value)) throw new TypeError("no list");
  return value;
}

/**
 * @param {unknown} value
 * @param {number} most
 */
function finite(value, most) {
  if (typeof value !== "number" || !(Math.abs(value) <= most)) throw new RangeError("out of bounds");
  return value;
}

/**
 * @param {unknown} value
 * @param {number} end the first that is too large
 */
function whole(value, end) {
  const found = finite(value, end - 1);
  if (!Number.isInteger(found) || found < 0) throw new RangeError("no place");
  return found;
}

/**
 * @param {unknown} value
 * @param {number} most
 * @returns {[number, number]}
 */
function pair(value, most) {
  const [x, y] = list(value);
  return [finite(x, most), finite(y, most)];
}

/**
 * @param {unknown} value
 * @param {number} digits
 * @returns {Mark}
 */
function markOf(value, digits) {
  if (typeof value === "number") return { digit: whole(value, digits) };
  const [width, ...places] = list(value);
  if (places.length < 2 || places.length % 2) throw new RangeError("no point");
  /** @type {[number, number][]} */
  const points = [];
  for (let k = 0; k < places.length; k += 2)
    points.push(pair(places.slice(k, k + 2), 4 * SIDE));
  return { points, width: Math.max(1, finite(width, WIDEST)) };
}

/**
 * @param {unknown} value
 * @param {Network} network
 * @returns {Turned}
 */
function dialOf(value, network) {
  const [layer, place, turned] = list(value);
  const at = whole(layer, network.layers.length);
  const { weights, biases } = network.layers[at];
  return [at, whole(place, weights.length + biases.length), finite(turned, LARGEST)];
}

/**
 * The dials that are not as in the trained network.
 * @param {Network} network
 * @param {Network} trained
 * @returns {Turned[]}
 */
export function turnedDials(network, trained) {
  /** @type {Turned[]} */
  const found = [];
  network.layers.forEach(({ weights, biases }, layer) => {
    const before = trained.layers[layer];
    weights.forEach((value, k) => value !== before.weights[k] && found.push([layer, k, value]));
    biases.forEach(
      (value, k) => value !== before.biases[k] && found.push([layer, weights.length + k, value]),
    );
  });
  return found;
}

/**
 * @param {Network} network
 * @param {Network} trained
 * @param {Turned[]} dials
 */
export function turnDials(network, trained, dials) {
  network.layers.forEach(({ weights, biases }, layer) => {
    weights.set(trained.layers[layer].weights);
    biases.set(trained.layers[layer].biases);
  });
  for (const [layer, place, value] of dials) {
    const { weights, biases } = network.layers[layer];
    if (place < weights.length) weights[place] = value;
    else biases[place - weights.length] = value;
  }
}
