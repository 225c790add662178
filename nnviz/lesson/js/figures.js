// The small figures in the text. Each is a <div data-figure="name"> that is filled here.
"use strict";

(function () {
  const find = (root, name) => root.querySelector(`[data-part="${name}"]`);

  // Digits with what the network says to each.
  function gallery(root) {
    const list = nnviz.element("ul", { class: "gallery" });
    for (const index of nnviz.page.sets[root.dataset.set]) {
      const pass = nnviz.network.forward(nnviz.digit(index));
      const label = nnviz.label(index);
      const says = nnviz.text("gallery_says", {
        digit: pass.prediction,
        value: nnviz.number(pass.outputs[pass.prediction]),
      });
      const image = nnviz.image(nnviz.text("gallery_image", { label }), (canvas) =>
        nnviz.drawPixels(canvas, nnviz.digit(index)),
      );
      const wrong = pass.prediction !== label;
      const words = nnviz.element("span", { class: wrong ? "says wrong" : "says" }, says);
      list.append(nnviz.element("li", {}, image, words));
    }
    root.append(list);
  }

  // The weights of every neuron of the first layer, each as an image on its own scale.
  function weights(root) {
    const layer = nnviz.network.layers[0];
    const list = nnviz.element("ul", { class: "gallery weights" });
    const shown = Math.min(layer.rows, 32);
    for (let i = 0; i < shown; i += 1) {
      const image = nnviz.image(nnviz.text("weights_image", { neuron: i }), (canvas) =>
        nnviz.drawSigned(canvas, layer.row(i)),
      );
      list.append(nnviz.element("li", {}, image, nnviz.element("span", { class: "says" }, String(i))));
    }
    root.append(list);
    if (shown < layer.rows) {
      const words = nnviz.text("weights_some", { shown, all: nnviz.whole(layer.rows) });
      root.append(nnviz.element("p", { class: "note" }, words));
    }
  }

  // Pixels times weights, added up, for one neuron and one digit.
  function weightedSum(root) {
    const { digit, neuron } = nnviz.page.sets.weighted_sum;
    const layer = nnviz.network.layers[0];
    const inputs = nnviz.digit(digit);
    const row = layer.row(neuron);
    const products = row.map((weight, j) => weight * inputs[j]);
    const { z, a } = nnviz.network.forward(inputs).layers[0];
    const piece = (key, draw) =>
      nnviz.element(
        "figure",
        {},
        nnviz.image(nnviz.text(key), draw),
        nnviz.element("figcaption", { "aria-hidden": "true" }, nnviz.text(key)),
      );
    const sign = (text) => nnviz.element("span", { class: "operator", "aria-hidden": "true" }, text);
    root.append(
      nnviz.element(
        "div",
        { class: "product" },
        piece("image_inputs", (canvas) => nnviz.drawPixels(canvas, inputs)),
        sign("\u00d7"),
        piece("image_weights", (canvas) => nnviz.drawSigned(canvas, row)),
        sign("="),
        piece("image_products", (canvas) => nnviz.drawSigned(canvas, products)),
      ),
      nnviz.element(
        "p",
        { class: "reading" },
        nnviz.text("weighted_sum", {
          neuron,
          sum: nnviz.number(products.reduce((sum, value) => sum + value, 0)),
          bias: nnviz.number(layer.biases[neuron]),
          z: nnviz.number(z[neuron]),
          a: nnviz.number(a[neuron], 3),
        }),
      ),
    );
  }

  // A ring whose light is its number.
  function neuron(root) {
    const slider = find(root, "value");
    const disc = find(root, "disc");
    const number = find(root, "number");
    const draw = () => {
      const a = Number(slider.value);
      disc.setAttribute("fill-opacity", a);
      number.textContent = nnviz.number(a);
      number.classList.toggle("on-lit", a > nnviz.page.style.on_lit_above);
    };
    slider.addEventListener("input", draw);
    draw();
  }

  // The curve, its bias, and where the neuron passes one half.
  function sigmoid(root) {
    const [sum, bias] = [find(root, "sum"), find(root, "bias")];
    const curve = new nnviz.Curve(nnviz.text("curve_plain"), { low: -20, high: 20, width: 460 });
    find(root, "curve").append(curve.svg);
    const draw = () => {
      const [s, b] = [Number(sum.value), Number(bias.value)];
      const z = s + b;
      curve.draw((x) => nnviz.sigmoid(x + b));
      curve.mark(s, nnviz.sigmoid(z));
      find(root, "reading").textContent = nnviz.text("sigmoid_reading", {
        sum: nnviz.number(s, 1),
        bias: nnviz.number(b, 1),
        z: nnviz.number(z, 1),
        a: nnviz.number(nnviz.sigmoid(z), 3),
        half: nnviz.number(-b, 1),
      });
    };
    [sum, bias].forEach((slider) => slider.addEventListener("input", draw));
    draw();
  }

  // The digit pushed out of the middle, straight into the network.
  function offCentre(root) {
    const index = nnviz.page.sets.off_centre;
    const slider = find(root, "shift");
    const canvas = find(root, "image");
    const bars = new nnviz.Bars(find(root, "bars"), nnviz.network.sizes.at(-1));
    const original = nnviz.digit(index);
    const draw = () => {
      const shift = Number(slider.value);
      const moved = new Float64Array(784);
      for (let k = 0; k < 784; k += 1) {
        const column = (k % 28) - shift;
        if (column >= 0 && column < 28) moved[k] = original[k - shift];
      }
      const pass = nnviz.network.forward(moved);
      nnviz.drawPixels(canvas, moved);
      bars.show(pass);
      find(root, "reading").textContent = nnviz.text("off_centre_reading", {
        shift: nnviz.number(shift, 0),
        digit: pass.prediction,
        value: nnviz.number(pass.outputs[pass.prediction]),
      });
    };
    slider.addEventListener("input", draw);
    nnviz.onTheme(draw);
    draw();
  }

  // Two activation functions side by side.
  function relu(root) {
    for (const [name, top] of [["sigmoid", 1], ["relu", 8]]) {
      const curve = new nnviz.Curve(nnviz.text(`curve_${name}`), { top });
      curve.draw((z) => nnviz.activations[name]([z])[0]);
      curve.dot.remove();
      curve.guide.remove();
      const words = nnviz.element("figcaption", {}, nnviz.text(`curve_${name}`));
      root.append(nnviz.element("figure", {}, curve.svg, words));
    }
  }

  // The whole network reading a digit: the picture at the top of the page.
  function hero(root) {
    const canvas = find(root, "network");
    const picture = new nnviz.NetworkPicture(canvas, nnviz.network);
    const digits = nnviz.page.sets.hero;
    let at = 0;
    const draw = () => {
      const pass = nnviz.network.forward(nnviz.digit(digits[at]));
      picture.show(pass);
      const words = nnviz.answer(pass);
      canvas.setAttribute("aria-label", nnviz.text("hero_label", { answer: words }));
      find(root, "reading").textContent = words;
    };
    find(root, "next").addEventListener("click", () => {
      at = (at + 1) % digits.length;
      draw();
    });
    draw();
  }

  const makers = { gallery, weights, weightedSum, neuron, sigmoid, offCentre, relu, hero };

  nnviz.setUpFigures = function () {
    for (const root of document.querySelectorAll("[data-figure]")) makers[root.dataset.figure]?.(root);
  };
})();
