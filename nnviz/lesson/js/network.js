// The network: the same forward pass as Python's, in double precision.

import { bytes } from "./arrays.js";

/**
 * @typedef {object} LayerData
 * @property {number} rows
 * @property {number} columns
 * @property {string} activation
 * @property {string} weights doubles, little end first, in base 64
 * @property {string} biases
 *
 * @typedef {{ digest: string, layers: LayerData[] }} NetworkData
 *
 * @typedef {{ z: Float64Array, a: Float64Array }} LayerTrace
 *
 * `activations[0]` are the inputs; `layers[k]` holds z and a of the k-th layer after them.
 * @typedef {object} ForwardPass
 * @property {LayerTrace[]} layers
 * @property {Float64Array[]} activations
 * @property {Float64Array} outputs
 * @property {number[]} ranking the outputs' indices, the greatest first
 * @property {number} prediction
 */

/** @param {number} z */
export function sigmoid(z) {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const grown = Math.exp(z);
  return grown / (1 + grown);
}

/** @param {Float64Array} z */
function softmax(z) {
  const top = Math.max(...z);
  const grown = z.map((value) => Math.exp(value - top));
  const sum = grown.reduce((total, value) => total + value, 0);
  return grown.map((value) => value / sum);
}

/**
 * The area under the bell curve left of z, by a series of positive terms: exact to the last digits.
 * @param {number} z
 */
function normalArea(z) {
  if (Math.abs(z) > 9) return z > 0 ? 1 : 0;
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
}

/** @type {Record<string, (z: Float64Array, below?: number) => Float64Array>} */
export const activations = {
  sigmoid: (z) => z.map(sigmoid),
  relu: (z) => z.map((value) => Math.max(0, value)),
  tanh: (z) => z.map(Math.tanh),
  softmax,
  identity: (z) => z.slice(),
  leaky_relu: (z, below = 0.01) => z.map((value) => (value > 0 ? value : below * value)),
  elu: (z, below = 1) => z.map((value) => (value > 0 ? value : below * Math.expm1(value))),
  gelu: (z) => z.map((value) => value * normalArea(value)),
  softplus: (z) => z.map((value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))),
};

/**
 * Apply the function that Python calls by this name, such as "relu" or "elu(0.5)".
 * @param {string} name
 * @param {Float64Array} z
 */
export function activated(name, z) {
  const [plain, below] = name.replace(")", "").split("(");
  return activations[plain](z, below === undefined ? undefined : Number(below));
}

export class Layer {
  /**
   * @param {number} rows
   * @param {number} columns
   * @param {Float64Array} weights row by row: weight (i, j) takes input j to neuron i
   * @param {Float64Array} biases
   * @param {string} activation
   */
  constructor(rows, columns, weights, biases, activation) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    this.biases = biases;
    this.activation = activation;
  }

  /**
   * @param {Float64Array} inputs
   * @returns {LayerTrace}
   */
  forward(inputs) {
    const { rows, columns, weights, biases } = this;
    const z = new Float64Array(rows);
    for (let i = 0, at = 0; i < rows; i += 1) {
      let sum = 0;
      for (let j = 0; j < columns; j += 1, at += 1) sum += weights[at] * inputs[j];
      z[i] = sum + biases[i];
    }
    return { z, a: activated(this.activation, z) };
  }

  /**
   * w * a of every connection, row by row like the weights.
   * @param {Float64Array} inputs
   */
  contributions(inputs) {
    return this.weights.map((weight, at) => weight * inputs[at % this.columns]);
  }

  /**
   * The weights into one neuron: a view, not a copy.
   * @param {number} neuron
   */
  row(neuron) {
    return this.weights.subarray(neuron * this.columns, (neuron + 1) * this.columns);
  }
}

export class Network {
  /** @param {Layer[]} layers */
  constructor(layers) {
    this.layers = layers;
    this.sizes = [layers[0].columns, ...layers.map((layer) => layer.rows)];
  }

  /** @param {NetworkData} data */
  static read(data) {
    /** @param {string} base64 */
    const doubles = (base64) => new Float64Array(bytes(base64).buffer);
    return new Network(
      data.layers.map(
        ({ rows, columns, weights, biases, activation }) =>
          new Layer(rows, columns, doubles(weights), doubles(biases), activation),
      ),
    );
  }

  copy() {
    return new Network(
      this.layers.map(
        ({ rows, columns, weights, biases, activation }) =>
          new Layer(rows, columns, weights.slice(), biases.slice(), activation),
      ),
    );
  }

  /**
   * @param {Float64Array} inputs
   * @returns {ForwardPass}
   */
  forward(inputs) {
    /** @type {LayerTrace[]} */
    const layers = [];
    const all = [inputs];
    for (const layer of this.layers) {
      layers.push(layer.forward(all[all.length - 1]));
      all.push(layers[layers.length - 1].a);
    }
    const outputs = all[all.length - 1];
    const ranking = Array.from(outputs.keys()).sort((i, j) => outputs[j] - outputs[i] || i - j);
    return { layers, activations: all, outputs, ranking, prediction: ranking[0] };
  }

  get parameterCount() {
    return this.layers.reduce((sum, one) => sum + one.weights.length + one.biases.length, 0);
  }
}
