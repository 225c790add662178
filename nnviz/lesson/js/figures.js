// The small figures in the text. Each is a <div data-figure="name"> that is filled here.

import { Bars } from "./bars.js";
import { Curve } from "./curve.js";
import { element, partOf } from "./elements.js";
import { drawPixels, drawSigned, liveImage } from "./images.js";
import { activations, sigmoid } from "./network.js";
import { number, whole } from "./numbers.js";
import { digit, label, page, style, text, trained } from "./page.js";
import { onTheme } from "./theme.js";

const MOST_IMAGES = 32;

/**
 * Digits with what the network says to each.
 * @param {HTMLElement} root
 */
function gallery(root) {
  const list = element("ul", { class: "gallery" });
  const chosen = root.dataset.set === "mistakes" ? page.sets.mistakes : page.sets.same;
  for (const index of chosen) {
    const pass = trained.forward(digit(index));
    const says = text("gallery_says", {
      digit: pass.prediction,
      value: number(pass.outputs[pass.prediction]),
    });
    const image = liveImage(text("gallery_image", { label: label(index) }), (canvas) =>
      drawPixels(canvas, digit(index)),
    );
    const isWrong = pass.prediction !== label(index);
    const words = element("span", { class: isWrong ? "says wrong" : "says" }, says);
    const meant = element("span", { class: "meant" }, text("gallery_meant", { label: label(index) }));
    list.append(element("li", {}, image, words, ...(isWrong ? [meant] : [])));
  }
  root.append(list);
}

/**
 * The weights of every neuron of the first layer, each as an image on its own scale.
 * @param {HTMLElement} root
 */
function weights(root) {
  const layer = trained.layers[0];
  const list = element("ul", { class: "gallery weights" });
  const shown = Math.min(layer.rows, MOST_IMAGES);
  for (let i = 0; i < shown; i += 1) {
    const image = liveImage(text("weights_image", { neuron: i }), (canvas) =>
      drawSigned(canvas, layer.row(i)),
    );
    list.append(element("li", {}, image, element("span", { class: "says" }, String(i))));
  }
  root.append(list);
  if (shown < layer.rows) {
    const words = text("weights_some", { shown, all: whole(layer.rows) });
    root.append(element("p", { class: "note" }, words));
  }
}

/**
 * Pixels times weights, added up, for one neuron and one digit.
 * @param {HTMLElement} root
 */
function weightedSum(root) {
  const chosen = page.sets.weighted_sum;
  const layer = trained.layers[0];
  const inputs = digit(chosen.digit);
  const row = layer.row(chosen.neuron);
  const products = row.map((weight, j) => weight * inputs[j]);
  const { z, a } = trained.forward(inputs).layers[0];
  /** @type {(key: string, draw: (canvas: HTMLCanvasElement) => void) => HTMLElement} */
  const piece = (key, draw) =>
    element(
      "figure",
      {},
      liveImage(text(key), draw),
      element("figcaption", { "aria-hidden": "true" }, text(key)),
    );
  /** @param {string} sign */
  const operator = (sign) => element("span", { class: "operator", "aria-hidden": "true" }, sign);
  root.append(
    element(
      "div",
      { class: "product" },
      piece("image_inputs", (canvas) => drawPixels(canvas, inputs)),
      operator("\u00d7"),
      piece("image_weights", (canvas) => drawSigned(canvas, row)),
      operator("="),
      piece("image_products", (canvas) => drawSigned(canvas, products)),
    ),
    element(
      "p",
      { class: "reading" },
      text("weighted_sum", {
        neuron: chosen.neuron,
        sum: number(products.reduce((sum, value) => sum + value, 0)),
        bias: number(layer.biases[chosen.neuron]),
        z: number(z[chosen.neuron]),
        a: number(a[chosen.neuron], 3),
      }),
    ),
  );
}

/**
 * A ring whose light is its number.
 * @param {HTMLElement} root
 */
function neuron(root) {
  const slider = partOf(root, "value", HTMLInputElement);
  const disc = partOf(root, "disc", SVGElement);
  const words = partOf(root, "number", SVGElement);
  const draw = () => {
    const a = Number(slider.value);
    disc.setAttribute("fill-opacity", String(a));
    words.textContent = number(a);
    words.classList.toggle("on-lit", a > style.on_lit_above);
  };
  slider.addEventListener("input", draw);
  draw();
}

/**
 * The curve, its bias, and where the neuron passes one half.
 * @param {HTMLElement} root
 */
function sigmoidCurve(root) {
  const sum = partOf(root, "sum", HTMLInputElement);
  const bias = partOf(root, "bias", HTMLInputElement);
  const curve = new Curve(text("curve_plain"), { low: -20, high: 20, width: 460 });
  partOf(root, "curve", HTMLElement).append(curve.svg);
  const draw = () => {
    const [s, b] = [Number(sum.value), Number(bias.value)];
    curve.draw((x) => sigmoid(x + b));
    curve.mark(s, sigmoid(s + b));
    partOf(root, "reading", HTMLElement).textContent = text("sigmoid_reading", {
      sum: number(s, 1),
      bias: number(b, 1),
      z: number(s + b, 1),
      a: number(sigmoid(s + b), 3),
      half: number(-b, 1),
    });
  };
  [sum, bias].forEach((slider) => slider.addEventListener("input", draw));
  draw();
}

/**
 * The digit pushed out of the middle, straight into the network.
 * @param {HTMLElement} root
 */
function offCentre(root) {
  const slider = partOf(root, "shift", HTMLInputElement);
  const canvas = partOf(root, "image", HTMLCanvasElement);
  const bars = new Bars(partOf(root, "bars", HTMLElement), trained.sizes[trained.sizes.length - 1]);
  const original = digit(page.sets.off_centre);
  const draw = () => {
    const shift = Number(slider.value);
    const moved = original.map((_, k) => {
      const column = (k % 28) - shift;
      return column >= 0 && column < 28 ? original[k - shift] : 0;
    });
    const pass = trained.forward(moved);
    drawPixels(canvas, moved);
    bars.show(pass);
    partOf(root, "reading", HTMLElement).textContent = text("off_centre_reading", {
      shift: number(shift, 0),
      digit: pass.prediction,
      value: number(pass.outputs[pass.prediction]),
    });
  };
  slider.addEventListener("input", draw);
  onTheme(draw);
  draw();
}

/**
 * Two activation functions side by side.
 * @param {HTMLElement} root
 */
function relu(root) {
  for (const [name, top] of /** @type {const} */ ([["sigmoid", 1], ["relu", 8]])) {
    const curve = new Curve(text(`curve_${name}`), { top });
    curve.draw((z) => activations[name](Float64Array.of(z))[0]);
    curve.dot.remove();
    curve.guide.remove();
    const words = element("figcaption", {}, text(`curve_${name}`));
    root.append(element("figure", {}, curve.svg, words));
  }
}

/** @type {Record<string, (root: HTMLElement) => void>} */
const makers = {
  gallery,
  weights,
  weightedSum,
  neuron,
  sigmoid: sigmoidCurve,
  offCentre,
  relu,
};

/** Fill every figure of the page. */
export function setUpFigures() {
  for (const root of document.querySelectorAll("[data-figure]"))
    if (root instanceof HTMLElement) makers[root.dataset.figure ?? ""]?.(root);
}
