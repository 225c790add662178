// Small images: pixels, weights and products, drawn one square for each number.

import { contextOf, element } from "./elements.js";
import { blend, largest, relativeSize, rgb } from "./encoding.js";
import { style } from "./page.js";
import { currentTheme, onTheme } from "./theme.js";

/** @import { Channels } from "./encoding.js" */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} values
 * @param {number} columns
 * @param {(value: number) => Channels} color
 */
function paint(canvas, values, columns, color) {
  const rows = values.length / columns;
  canvas.width = columns;
  canvas.height = rows;
  const context = contextOf(canvas);
  const image = context.createImageData(columns, rows);
  for (let i = 0; i < values.length; i += 1) {
    const channels = color(values[i]);
    for (let channel = 0; channel < 3; channel += 1)
      image.data[4 * i + channel] = Math.round(channels[channel]);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/**
 * Values in [0, 1]: from a dark neuron to a lit one.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} values
 * @param {number} columns
 */
export function drawPixels(canvas, values, columns = 28) {
  const theme = currentTheme();
  const hollow = rgb(theme.hollow);
  const lit = rgb(theme.lit);
  const shades = Array.from({ length: 256 }, (_, shade) => blend(hollow, lit, shade / 255));
  /** @param {number} value */
  const level = (value) => Math.round(255 * Math.min(1, Math.max(0, value)));
  paint(canvas, values, columns, (value) => shades[level(value)]);
}

/**
 * Signed values: the colour of the sign, as far from the ground as |v| / scale to a stated power.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} values
 * @param {number} columns
 */
export function drawSigned(canvas, values, columns = 28) {
  const theme = currentTheme();
  const hollow = rgb(theme.hollow);
  const positive = rgb(theme.positive);
  const negative = rgb(theme.negative);
  const scale = largest(values);
  paint(canvas, values, columns, (value) =>
    blend(hollow, value < 0 ? negative : positive, relativeSize(value, scale, style.weight_gamma)),
  );
}

/**
 * A canvas that redraws itself when the theme changes.
 * @param {string} words what it shows
 * @param {(canvas: HTMLCanvasElement) => void} draw
 */
export function liveImage(words, draw) {
  const canvas = element("canvas", { class: "pixels", role: "img", "aria-label": words });
  const redraw = () => draw(canvas);
  onTheme(redraw);
  redraw();
  return canvas;
}
