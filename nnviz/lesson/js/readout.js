// What one neuron of the picture holds, in one line of words.

import { neuronName } from "./names.js";
import { number } from "./numbers.js";
import { text } from "./page.js";

/**
 * @import { ForwardPass, Network } from "./network.js"
 * @import { Choice } from "./picture.js"
 */

/**
 * Its a and z; and w times a, if a connection leads from it to the neuron in focus.
 * @param {Network} network
 * @param {ForwardPass} pass
 * @param {Choice} shown
 * @param {Choice | null} focus
 */
export function readout(network, pass, shown, focus) {
  const { layer, neuron } = shown;
  const a = pass.activations[layer][neuron];
  const words =
    layer === 0
      ? text("readout_pixel", { row: Math.floor(neuron / 28), column: neuron % 28, a: number(a) })
      : text("readout_neuron", {
          name: neuronName(network, layer, neuron),
          z: number(pass.layers[layer - 1].z[neuron]),
          a: number(a, 3),
        });
  if (focus?.layer !== layer + 1) return words;
  const weight = network.layers[layer].row(focus.neuron)[neuron];
  const line = text("readout_line", {
    name: neuronName(network, focus.layer, focus.neuron),
    w: number(weight),
    a: number(a),
    product: number(weight * a),
  });
  return `${words} ${line}`;
}
