// The forward pass against sums written out.

import assert from "node:assert/strict";
import test from "node:test";

import { activated, activations, Layer, Network, sigmoid } from "../../nnviz/lesson/js/network.js";

const of = Float64Array.of.bind(Float64Array);

const TINY = new Network([
  new Layer(2, 3, of(1, -2, 0.5, 0, 3, -1), of(0.25, -0.5), "sigmoid"),
  new Layer(2, 2, of(2, -1, -1.5, 0.75), of(0, 1), "sigmoid"),
]);

test("a pass is w a + b, squashed, layer by layer", () => {
  const pass = TINY.forward(of(1, 0.5, -1));
  const first = [1 - 1 - 0.5 + 0.25, 1.5 + 1 - 0.5];
  assert.deepEqual(Array.from(pass.layers[0].z), first);
  const [p, q] = first.map((z) => 1 / (1 + Math.exp(-z)));
  const last = [2 * p - q, -1.5 * p + 0.75 * q + 1];
  pass.layers[1].z.forEach((z, i) => assert.ok(Math.abs(z - last[i]) < 1e-15));
  assert.equal(pass.activations[2], pass.outputs);
  assert.deepEqual(pass.ranking, pass.outputs[0] >= pass.outputs[1] ? [0, 1] : [1, 0]);
  assert.equal(pass.prediction, pass.ranking[0]);
});

test("of equal outputs the first one leads", () => {
  const equal = new Network([new Layer(3, 1, of(1, 1, 1), of(0, 0, 0), "identity")]);
  assert.deepEqual(equal.forward(of(2)).ranking, [0, 1, 2]);
});

test("the contributions of a neuron add up to z without the bias", () => {
  const [layer] = TINY.layers;
  const inputs = of(0.2, 0.4, 0.9);
  const products = layer.contributions(inputs);
  const { z } = layer.forward(inputs);
  const sum = products[3] + products[4] + products[5];
  assert.ok(Math.abs(sum + layer.biases[1] - z[1]) < 1e-15);
});

test("the activations", () => {
  const z = of(-2, 0, 3);
  assert.deepEqual(Array.from(activations.relu(z)), [0, 0, 3]);
  assert.deepEqual(Array.from(activations.identity(z)), [-2, 0, 3]);
  assert.deepEqual(Array.from(activations.tanh(z)), [-2, 0, 3].map(Math.tanh));
  const soft = activations.softmax(z);
  assert.ok(Math.abs(soft[0] + soft[1] + soft[2] - 1) < 1e-15);
  assert.ok(Math.abs(soft[2] / soft[1] - Math.exp(3)) < 1e-12);
});

test("the other activations equal numbers that scipy gave", () => {
  const z = of(-2, -0.3, 0, 1.5, 6);
  const near = (/** @type {string} */ name, /** @type {number[]} */ wanted) =>
    activated(name, z).forEach((value, at) =>
      assert.ok(Math.abs(value - wanted[at]) < 1e-13, `${name} ${value}`),
    );
  near("leaky_relu", [-0.02, -0.003, 0, 1.5, 6]);
  near("leaky_relu(0.3)", [-0.6, -0.09, 0, 1.5, 6]);
  near("elu(0.5)", [-0.43233235838169365, -0.12959088965914106, 0.0, 1.5, 6.0]);
  near("gelu", [-0.04550026389635839, -0.1146265733433142, 0.0, 1.399789198096713, 5.999999994080474]);
  near("softplus", [0.1269280110429725, 0.5543552444685271, 0.6931471805599453, 1.7014132779827524, 6.00247568513773]);
});

test("the sigmoid and softmax do not run over", () => {
  assert.equal(sigmoid(-1000), 0);
  assert.equal(sigmoid(1000), 1);
  assert.ok(Math.abs(sigmoid(-30) / Math.exp(-30) - 1) < 1e-12);
  assert.deepEqual(Array.from(activations.softmax(of(1000, 0))), [1, 0]);
});

test("a copy can be turned without its original", () => {
  const copy = TINY.copy();
  copy.layers[0].row(1)[0] = 9;
  assert.equal(copy.layers[0].weights[3], 9);
  assert.equal(TINY.layers[0].weights[3], 0);
  assert.equal(copy.parameterCount, 14);
});

test("a network is read from base 64", () => {
  /** @param {Float64Array} numbers */
  const text = (numbers) => Buffer.from(numbers.buffer).toString("base64");
  const layers = TINY.layers.map(({ rows, columns, weights, biases, activation }) => ({
    rows,
    columns,
    activation,
    weights: text(weights),
    biases: text(biases),
  }));
  const read = Network.read({ digest: "", layers });
  const inputs = of(0.1, 0.7, 0.3);
  assert.deepEqual(read.forward(inputs).outputs, TINY.forward(inputs).outputs);
  assert.deepEqual(read.sizes, [3, 2, 2]);
});
