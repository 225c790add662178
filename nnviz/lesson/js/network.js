// The network: the same forward pass as Python's, in double precision.
"use strict";

(function () {
  function sigmoid(z) {
    if (z >= 0) return 1 / (1 + Math.exp(-z));
    const grown = Math.exp(z);
    return grown / (1 + grown);
  }

  function softmax(z) {
    const top = Math.max(...z);
    const grown = z.map((value) => Math.exp(value - top));
    const sum = grown.reduce((total, value) => total + value, 0);
    return grown.map((value) => value / sum);
  }

  const activations = {
    sigmoid: (z) => z.map(sigmoid),
    relu: (z) => z.map((value) => Math.max(0, value)),
    tanh: (z) => z.map(Math.tanh),
    softmax,
    identity: (z) => z.slice(),
  };

  class Layer {
    constructor(rows, columns, weights, biases, activation) {
      Object.assign(this, { rows, columns, weights, biases, activation });
    }

    // Weights row by row: weight (i, j) takes input j to neuron i.
    forward(inputs) {
      const { rows, columns, weights, biases } = this;
      const z = new Float64Array(rows);
      for (let i = 0, at = 0; i < rows; i += 1) {
        let sum = 0;
        for (let j = 0; j < columns; j += 1, at += 1) sum += weights[at] * inputs[j];
        z[i] = sum + biases[i];
      }
      return { z, a: activations[this.activation](z) };
    }

    row(neuron) {
      return this.weights.subarray(neuron * this.columns, (neuron + 1) * this.columns);
    }
  }

  class Network {
    constructor(layers) {
      this.layers = layers;
      this.sizes = [layers[0].columns, ...layers.map((layer) => layer.rows)];
    }

    static read(description) {
      const numbers = (text) => new Float64Array(nnviz.bytes(text).buffer);
      return new Network(
        description.layers.map(
          (layer) =>
            new Layer(
              layer.rows,
              layer.columns,
              numbers(layer.weights),
              numbers(layer.biases),
              layer.activation,
            ),
        ),
      );
    }

    copy() {
      return new Network(
        this.layers.map(
          (layer) =>
            new Layer(
              layer.rows,
              layer.columns,
              layer.weights.slice(),
              layer.biases.slice(),
              layer.activation,
            ),
        ),
      );
    }

    // activations[0] are the inputs; layers[k] holds z and a of the k-th layer after them.
    forward(inputs) {
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

  // The activation that is drawn at full light: 1, unless a layer goes further.
  nnviz.fullLight = (values) => values.reduce((most, a) => Math.max(most, Math.abs(a)), 1);

  nnviz.sigmoid = sigmoid;
  nnviz.activations = activations;
  nnviz.Network = Network;
  nnviz.network = Network.read(nnviz.page.network);
})();
