// One neuron from inside: its weights, what comes in, the sum, the curve, and its knobs.
"use strict";

(function () {
  const TERMS = 6;

  class Inspector {
    // onChoose(layer, neuron); onTurn() after a knob was turned.
    constructor(root, network, { onChoose, onTurn }) {
      this.root = root;
      this.network = network;
      this.onChoose = onChoose;
      this.onTurn = onTurn;
      this.picked = null;
      this.pass = null;
      const part = (name) => root.querySelector(`[data-part="${name}"]`);
      this.parts = {
        layer: part("layer"),
        neuron: part("neuron"),
        summary: part("summary"),
        images: part("images"),
        terms: part("terms"),
        curve: part("curve"),
        knobs: part("knobs"),
      };
      this.knobs = new nnviz.Knobs(this.parts.knobs, network, () => {
        this.picked = this.weight; // the knob under the hand stays, whatever becomes the largest
        this.onTurn();
      });
      this.fillChoices();
      this.choose(1, 0);
      nnviz.onTheme(() => this.pass && this.show(this.pass));
    }

    fillChoices() {
      this.network.sizes.forEach((count, layer) => {
        const name = nnviz.layerName(this.network, layer);
        const option = nnviz.element("option", { value: layer }, `${name} (${nnviz.whole(count)})`);
        this.parts.layer.append(option);
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

    choose(layer, neuron) {
      this.layer = layer;
      this.neuron = neuron;
      this.parts.layer.value = layer;
      this.parts.neuron.max = this.network.sizes[layer] - 1;
      this.parts.neuron.value = neuron;
      this.picked = null;
      if (this.pass) this.show(this.pass);
    }

    show(pass) {
      this.pass = pass;
      const isInput = this.layer === 0;
      this.parts.knobs.hidden = isInput;
      this.parts.terms.parentElement.hidden = isInput;
      this.parts.curve.hidden = isInput;
      if (isInput) this.showInput();
      else this.showNeuron();
    }

    showInput() {
      const next = this.network.layers[0];
      const outgoing = Float64Array.from({ length: next.rows }, (_, i) => next.row(i)[this.neuron]);
      this.parts.summary.textContent = nnviz.text("input_summary", {
        row: Math.floor(this.neuron / 28),
        column: this.neuron % 28,
        value: nnviz.number(this.pass.activations[0][this.neuron], 3),
      });
      const where = new Float64Array(784);
      where[this.neuron] = 1;
      this.images([
        ["image_where", (canvas) => nnviz.drawPixels(canvas, where)],
        ["image_outgoing", (canvas) => nnviz.drawSigned(canvas, outgoing, outgoing.length), true],
      ]);
    }

    showNeuron() {
      const layer = this.network.layers[this.layer - 1];
      const inputs = this.pass.activations[this.layer - 1];
      const { z, a } = this.pass.layers[this.layer - 1];
      const row = layer.row(this.neuron);
      const products = row.map((weight, j) => weight * inputs[j]);
      const order = Array.from(products.keys()).sort(
        (i, j) => Math.abs(products[j]) - Math.abs(products[i]) || i - j,
      );
      this.weight = this.picked ?? order[0];
      this.parts.summary.textContent = nnviz.text("neuron_summary", {
        name: nnviz.neuronName(this.network, this.layer, this.neuron),
        z: nnviz.number(z[this.neuron]),
        a: nnviz.number(a[this.neuron], 3),
      });
      const columns = row.length === 784 ? 28 : row.length;
      const strip = columns !== 28;
      const full = nnviz.fullLight(Array.from(inputs));
      this.images([
        ["image_inputs", (canvas) => nnviz.drawPixels(canvas, inputs.map((v) => v / full), columns), strip],
        ["image_weights", (canvas) => nnviz.drawSigned(canvas, row, columns), strip],
        ["image_products", (canvas) => nnviz.drawSigned(canvas, products, columns), strip],
      ]);
      this.terms(order, row, inputs, products, layer.biases[this.neuron], z[this.neuron]);
      this.curve(layer.activation, z[this.neuron], a[this.neuron]);
      this.knobs.show(this.layer, this.neuron, this.weight);
    }

    images(wanted) {
      const figures = wanted.map(([key, draw, strip]) => {
        const canvas = nnviz.element("canvas", {
          class: strip ? "pixels strip" : "pixels",
          role: "img",
          "aria-label": nnviz.text(key),
        });
        draw(canvas);
        return nnviz.element(
          "figure",
          {},
          canvas,
          nnviz.element("figcaption", { "aria-hidden": "true" }, nnviz.text(key)),
        );
      });
      this.parts.images.replaceChildren(...figures);
    }

    // The largest terms by name, the others together, the bias: they add up to z.
    terms(order, row, inputs, products, bias, z) {
      const top = order.slice(0, TERMS);
      const others = order.slice(TERMS).reduce((sum, j) => sum + products[j], 0);
      const cell = (text) => nnviz.element("td", {}, text);
      const rows = top.map((j) => {
        const choose = nnviz.element(
          "button",
          {
            type: "button",
            class: "plain",
            "aria-pressed": String(j === this.weight),
            onclick: () => this.pick(j),
          },
          nnviz.sourceName(this.network, this.layer, j),
        );
        return nnviz.element(
          "tr",
          {},
          nnviz.element("th", { scope: "row" }, choose),
          cell(nnviz.number(inputs[j])),
          cell(nnviz.number(row[j])),
          cell(nnviz.number(products[j])),
        );
      });
      const sum = (key, value, values = {}) =>
        nnviz.element(
          "tr",
          {},
          nnviz.element("th", { scope: "row", colspan: 3 }, nnviz.text(key, values)),
          cell(nnviz.number(value)),
        );
      const rest = order.length - top.length;
      if (rest > 0) rows.push(sum("terms_others", others, { count: nnviz.whole(rest) }));
      rows.push(sum("terms_bias", bias), sum("terms_z", z));
      rows[rows.length - 1].className = "total";
      this.parts.terms.replaceChildren(...rows);
    }

    pick(weight) {
      this.picked = weight;
      const at = document.activeElement.closest?.("tr");
      const index = at ? Array.from(this.parts.terms.children).indexOf(at) : -1;
      this.show(this.pass);
      if (index >= 0) this.parts.terms.children[index].querySelector("button")?.focus();
    }

    curve(activation, z, a) {
      const reach = Math.max(8, Math.ceil(Math.abs(z)));
      const one = (value) => nnviz.activations[activation]([value])[0];
      const flat = activation === "sigmoid";
      const label = nnviz.text("curve_label", { z: nnviz.number(z), a: nnviz.number(a, 3) });
      const curve = new nnviz.Curve(label, { low: -reach, high: reach, top: flat ? 1 : reach });
      if (activation !== "softmax") curve.draw(one);
      curve.mark(z, a);
      this.parts.curve.replaceChildren(curve.svg);
    }
  }

  nnviz.layerName = function (network, layer) {
    if (layer === 0) return nnviz.text("layer_input");
    if (layer === network.sizes.length - 1) return nnviz.text("layer_output");
    return nnviz.text("layer_hidden", { number: layer });
  };

  nnviz.neuronName = function (network, layer, neuron) {
    const key = layer === network.sizes.length - 1 ? "neuron_output" : "neuron_hidden";
    return nnviz.text(key, { layer, neuron });
  };

  nnviz.sourceName = function (network, layer, input) {
    if (layer > 1) return nnviz.text("source_neuron", { neuron: input });
    return nnviz.text("source_pixel", { row: Math.floor(input / 28), column: input % 28 });
  };

  nnviz.Inspector = Inspector;
})();
