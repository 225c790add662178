// What layers and neurons are called.

import { text } from "./page.js";

/** @typedef {{ sizes: number[] }} Sized */

/**
 * @param {Sized} network
 * @param {number} layer 0 is the input
 */
export function layerName(network, layer) {
  if (layer === 0) return text("layer_input");
  if (layer === network.sizes.length - 1) return text("layer_output");
  return text("layer_hidden", { number: layer });
}

/**
 * @param {Sized} network
 * @param {number} layer
 * @param {number} neuron
 */
export function neuronName(network, layer, neuron) {
  const key = layer === network.sizes.length - 1 ? "neuron_output" : "neuron_hidden";
  return text(key, { layer, neuron });
}

/**
 * What an input of a neuron in this layer is called.
 * @param {number} layer
 * @param {number} input
 */
export function sourceName(layer, input) {
  if (layer > 1) return text("source_neuron", { neuron: input });
  return text("source_pixel", { row: Math.floor(input / 28), column: input % 28 });
}
