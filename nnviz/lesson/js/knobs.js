// Two knobs for the chosen neuron, its bias and one weight, and the way back.
"use strict";

(function () {
  class Knobs {
    constructor(root, network, onTurn) {
      this.network = network;
      this.original = network.copy();
      this.onTurn = onTurn;
      this.bias = root.querySelector('[data-part="bias"]');
      this.weight = root.querySelector('[data-part="weight"]');
      this.biasValue = root.querySelector('[data-part="bias-value"]');
      this.weightValue = root.querySelector('[data-part="weight-value"]');
      this.weightName = root.querySelector('[data-part="weight-name"]');
      this.turned = root.querySelector('[data-part="turned"]');
      this.reset = root.querySelector('[data-part="reset"]');
      this.bias.addEventListener("input", () => {
        this.layer().biases[this.neuron] = Number(this.bias.value);
        this.onTurn();
      });
      this.weight.addEventListener("input", () => {
        this.layer().row(this.neuron)[this.input] = Number(this.weight.value);
        this.onTurn();
      });
      this.reset.addEventListener("click", () => {
        this.network.layers.forEach((layer, k) => {
          layer.weights.set(this.original.layers[k].weights);
          layer.biases.set(this.original.layers[k].biases);
        });
        this.onTurn();
      });
    }

    layer() {
      return this.network.layers[this.at - 1];
    }

    show(at, neuron, input) {
      Object.assign(this, { at, neuron, input });
      const first = this.original.layers[at - 1];
      const weights = first.row(neuron);
      const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1);
      this.set(this.bias, this.layer().biases[neuron], Math.abs(first.biases[neuron]), 10);
      this.set(this.weight, this.layer().row(neuron)[input], most, 5);
      this.biasValue.textContent = nnviz.number(this.layer().biases[neuron]);
      this.weightValue.textContent = nnviz.number(this.layer().row(neuron)[input]);
      this.weightName.textContent = nnviz.text("knob_weight", {
        source: nnviz.sourceName(this.network, at, input),
      });
      this.turned.textContent = nnviz.text("knobs_turned", {
        count: this.count(),
        all: nnviz.whole(this.network.parameterCount),
      });
      this.reset.disabled = this.count() === 0;
    }

    set(slider, value, size, least) {
      const reach = Math.max(least, Math.ceil(2 * size));
      slider.min = -reach;
      slider.max = reach;
      if (document.activeElement !== slider || Number(slider.value) !== value) slider.value = value;
    }

    // How many parameters differ from the trained ones.
    count() {
      let count = 0;
      this.network.layers.forEach((layer, k) => {
        const before = this.original.layers[k];
        layer.weights.forEach((weight, at) => (count += weight !== before.weights[at] ? 1 : 0));
        layer.biases.forEach((bias, at) => (count += bias !== before.biases[at] ? 1 : 0));
      });
      return count;
    }
  }

  nnviz.Knobs = Knobs;
})();
