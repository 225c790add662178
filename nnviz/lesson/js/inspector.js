// One neuron from inside: its weights, what comes in, the sum, the curve, and its knobs.

import { Curve } from "./curve.js";
import { element, partOf } from "./elements.js";
import { activationScale } from "./encoding.js";
import { drawPixels, drawSigned } from "./images.js";
import { Knobs } from "./knobs.js";
import { layerName, neuronName } from "./names.js";
import { activated } from "./network.js";
import { number, whole } from "./numbers.js";
import { text } from "./page.js";
import { termRows } from "./terms.js";
import { onTheme } from "./theme.js";

/**
 * @import { ForwardPass, Network } from "./network.js"
 *
 * What an image says, how it is drawn, and whether it is one row of numbers.
 * @typedef {[key: string, draw: (canvas: HTMLCanvasElement) => void, isStrip: boolean]} Wanted
 */

const SQUARE = 784;
const REACH = 8;

export class Inspector {
  /**
   * @param {HTMLElement} root of the laboratory
   * @param {Network} network
   * @param {object} listeners
   * @param {(layer: number, neuron: number) => void} listeners.onChoose
   * @param {() => void} listeners.onTurn after a knob was turned
   */
  constructor(root, network, { onChoose, onTurn }) {
    this.network = network;
    this.onChoose = onChoose;
    this.layer = 1;
    this.neuron = 0;
    /** @type {number | null} the input that was picked among the terms */
    this.picked = null;
    /** @type {number} the input whose weight the knob turns */
    this.weight = 0;
    /** @type {ForwardPass | null} */
    this.pass = null;
    this.parts = {
      layer: partOf(root, "layer", HTMLSelectElement),
      neuron: partOf(root, "neuron", HTMLInputElement),
      summary: partOf(root, "summary", HTMLElement),
      images: partOf(root, "images", HTMLElement),
      terms: partOf(root, "terms", HTMLTableSectionElement),
      curve: partOf(root, "curve", HTMLElement),
    };
    this.knobs = new Knobs(partOf(root, "knobs", HTMLElement), network, () => {
      this.picked = this.weight; // the knob under the hand stays, whatever becomes the largest
      onTurn();
    });
    this.fillChoices();
    this.choose(1, 0);
    onTheme(() => this.pass && this.show(this.pass));
  }

  fillChoices() {
    this.network.sizes.forEach((count, layer) => {
      const words = `${layerName(this.network, layer)} (${whole(count)})`;
      this.parts.layer.append(element("option", { value: layer }, words));
    });
    this.parts.layer.addEventListener("change", () => {
      this.onChoose(Number(this.parts.layer.value), 0);
    });
    this.parts.neuron.addEventListener("change", () => {
      const most = this.network.sizes[this.layer] - 1;
      const asked = Math.round(Number(this.parts.neuron.value)) || 0;
      this.onChoose(this.layer, Math.max(0, Math.min(most, asked)));
    });
  }

  /**
   * @param {number} layer 0 is the input
   * @param {number} neuron
   */
  choose(layer, neuron) {
    this.layer = layer;
    this.neuron = neuron;
    this.parts.layer.value = String(layer);
    this.parts.neuron.max = String(this.network.sizes[layer] - 1);
    this.parts.neuron.value = String(neuron);
    this.picked = null;
    if (this.pass) this.show(this.pass);
  }

  /** @param {ForwardPass} pass */
  show(pass) {
    this.pass = pass;
    const isInput = this.layer === 0;
    this.knobs.root.hidden = isInput;
    this.parts.curve.hidden = isInput;
    const table = this.parts.terms.parentElement;
    if (table) table.hidden = isInput;
    if (isInput) this.showInput(pass);
    else this.showNeuron(pass);
  }

  /** @param {ForwardPass} pass */
  showInput(pass) {
    const next = this.network.layers[0];
    const outgoing = Float64Array.from({ length: next.rows }, (_, i) => next.row(i)[this.neuron]);
    this.parts.summary.textContent = text("input_summary", {
      row: Math.floor(this.neuron / 28),
      column: this.neuron % 28,
      value: number(pass.activations[0][this.neuron], 3),
    });
    const where = new Float64Array(SQUARE);
    where[this.neuron] = 1;
    this.images([
      ["image_where", (canvas) => drawPixels(canvas, where), false],
      ["image_outgoing", (canvas) => drawSigned(canvas, outgoing, outgoing.length), true],
    ]);
  }

  /** @param {ForwardPass} pass */
  showNeuron(pass) {
    const layer = this.network.layers[this.layer - 1];
    const inputs = pass.activations[this.layer - 1];
    const trace = pass.layers[this.layer - 1];
    const [z, a] = [trace.z[this.neuron], trace.a[this.neuron]];
    const row = layer.row(this.neuron);
    const products = row.map((weight, j) => weight * inputs[j]);
    const order = Array.from(products.keys()).sort(
      (i, j) => Math.abs(products[j]) - Math.abs(products[i]) || i - j,
    );
    this.weight = this.picked ?? order[0];
    this.parts.summary.textContent = text("neuron_summary", {
      name: neuronName(this.network, this.layer, this.neuron),
      z: number(z),
      a: number(a, 3),
    });
    const columns = row.length === SQUARE ? 28 : row.length;
    const isStrip = columns !== 28;
    const scale = activationScale(inputs);
    const light = inputs.map((value) => value / scale);
    this.images([
      ["image_inputs", (canvas) => drawPixels(canvas, light, columns), isStrip],
      ["image_weights", (canvas) => drawSigned(canvas, row, columns), isStrip],
      ["image_products", (canvas) => drawSigned(canvas, products, columns), isStrip],
    ]);
    const sum = { layer: this.layer, inputs, row, products, order, bias: layer.biases[this.neuron], z };
    this.parts.terms.replaceChildren(...termRows(sum, this.weight, (input) => this.pick(input)));
    this.curve(layer.activation, z, a);
    this.knobs.show(this.layer, this.neuron, this.weight);
  }

  /** @param {Wanted[]} wanted */
  images(wanted) {
    const figures = wanted.map(([key, draw, isStrip]) => {
      const canvas = element("canvas", {
        class: isStrip ? "pixels strip" : "pixels",
        role: "img",
        "aria-label": text(key),
      });
      draw(canvas);
      const caption = element("figcaption", { "aria-hidden": "true" }, text(key));
      return element("figure", {}, canvas, caption);
    });
    this.parts.images.replaceChildren(...figures);
  }

  /** @param {number} weight */
  pick(weight) {
    this.picked = weight;
    const row = document.activeElement?.closest("tr");
    const index = row ? Array.from(this.parts.terms.children).indexOf(row) : -1;
    if (this.pass) this.show(this.pass);
    if (index >= 0) this.parts.terms.children[index].querySelector("button")?.focus();
  }

  /**
   * @param {string} activation
   * @param {number} z
   * @param {number} a
   */
  curve(activation, z, a) {
    const reach = Math.max(REACH, Math.ceil(Math.abs(z)));
    const isFlat = activation === "sigmoid";
    const words = text("curve_label", { z: number(z), a: number(a, 3) });
    const curve = new Curve(words, { low: -reach, high: reach, top: isFlat ? 1 : reach });
    if (activation !== "softmax")
      curve.draw((value) => activated(activation, Float64Array.of(value))[0]);
    curve.mark(z, a);
    this.parts.curve.replaceChildren(curve.svg);
  }
}
