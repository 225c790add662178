// Two knobs for the chosen neuron, its bias and one weight, and the way back.

import { partOf } from "./elements.js";
import { largest } from "./encoding.js";
import { turnDials, turnedDials } from "./link.js";
import { neuronName, sourceName } from "./names.js";
import { number, whole } from "./numbers.js";
import { text } from "./page.js";

/** @import { Network } from "./network.js" */

export class Knobs {
  /**
   * @param {HTMLElement} root
   * @param {Network} network
   * @param {() => void} onTurn
   */
  constructor(root, network, onTurn) {
    this.root = root;
    this.network = network;
    this.original = network.copy();
    this.onTurn = onTurn;
    this.at = 1;
    this.neuron = 0;
    this.input = 0;
    this.bias = partOf(root, "bias", HTMLInputElement);
    this.weight = partOf(root, "weight", HTMLInputElement);
    this.biasValue = partOf(root, "bias-value", HTMLElement);
    this.weightValue = partOf(root, "weight-value", HTMLElement);
    this.weightName = partOf(root, "weight-name", HTMLElement);
    this.turned = partOf(root, "turned", HTMLElement);
    this.reset = partOf(root, "reset", HTMLButtonElement);
    this.whose = partOf(root, "whose", HTMLElement);
    this.bias.addEventListener("input", () => {
      const trained = this.original.layers[this.at - 1].biases[this.neuron];
      this.layer().biases[this.neuron] = turnedTo(this.bias, trained);
      this.onTurn();
    });
    this.weight.addEventListener("input", () => {
      const trained = this.original.layers[this.at - 1].row(this.neuron)[this.input];
      this.layer().row(this.neuron)[this.input] = turnedTo(this.weight, trained);
      this.onTurn();
    });
    this.reset.addEventListener("click", () => {
      turnDials(this.network, this.original, []);
      this.onTurn();
    });
  }

  layer() {
    return this.network.layers[this.at - 1];
  }

  /**
   * @param {number} at the neuron's layer, 1 for the first hidden one
   * @param {number} neuron
   * @param {number} input whose weight is turned
   */
  show(at, neuron, input) {
    Object.assign(this, { at, neuron, input });
    this.whose.textContent = neuronName(this.network, at, neuron);
    const first = this.original.layers[at - 1];
    const most = Math.max(1, largest(first.row(neuron)));
    this.set(this.bias, this.layer().biases[neuron], Math.abs(first.biases[neuron]), 10);
    this.set(this.weight, this.layer().row(neuron)[input], most, 5);
    this.biasValue.textContent = number(this.layer().biases[neuron]);
    this.weightValue.textContent = number(this.layer().row(neuron)[input]);
    this.weightName.textContent = text("knob_weight", { source: sourceName(at, input) });
    const count = turnedDials(this.network, this.original).length;
    this.turned.textContent = text("knobs_turned", {
      count,
      all: whole(this.network.parameterCount),
    });
    this.reset.disabled = count === 0;
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {number} value
   * @param {number} size
   * @param {number} least
   */
  set(slider, value, size, least) {
    const reach = Math.max(least, Math.ceil(2 * size));
    slider.min = String(-reach);
    slider.max = String(reach);
    if (document.activeElement !== slider || Number(slider.value) !== value)
      slider.value = String(value);
  }
}

/**
 * What a dial says; turned back to where it was trained to, that very number.
 * @param {HTMLInputElement} dial
 * @param {number} trained
 */
function turnedTo(dial, trained) {
  const value = Number(dial.value);
  return Math.abs(value - trained) <= Number(dial.step) / 2 ? trained : value;
}
