// The preprocessing, shown: what was drawn, its box, the 20 pixels, the 28 x 28.

import { contextOf, element } from "./elements.js";
import { drawPixels } from "./images.js";
import { text } from "./page.js";
import { currentTheme, onTheme } from "./theme.js";

/**
 * @import { Pixels } from "./arrays.js"
 * @import { Found } from "./finding.js"
 * @import { Fitted, Steps } from "./preprocess.js"
 * @typedef {object} Step
 * @property {string} key of its words
 * @property {Record<string, number>} [words]
 * @property {(canvas: HTMLCanvasElement) => void} draw
 */

export class StepList {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    /** @type {[Fitted, Pixels] | null} */
    this.last = null;
    onTheme(() => this.last && this.show(...this.last));
  }

  /**
   * @param {Fitted} fitted
   * @param {Pixels} source
   */
  show(fitted, source) {
    this.last = [fitted, source];
    const steps = "box" in fitted ? this.whole(fitted, source) : this.short(fitted, source);
    const items = steps.map(({ key, words = {}, draw }) => {
      const canvas = element("canvas", { class: "pixels", "aria-hidden": "true" });
      draw(canvas);
      const frame = element("span", { class: "step-frame" }, canvas);
      return element("li", {}, frame, element("span", { class: "step-words" }, text(key, words)));
    });
    this.list.replaceChildren(...items);
  }

  /**
   * @param {Fitted} fitted
   * @param {Pixels} source
   * @returns {Step[]}
   */
  short(fitted, { values, columns }) {
    const key = fitted.isBlank ? `step_${fitted.reason ?? "blank"}` : "step_raw";
    return [
      { key: "step_source", draw: (canvas) => drawPixels(canvas, values, columns) },
      { key, draw: (canvas) => drawPixels(canvas, fitted.image) },
    ];
  }

  /**
   * @param {Steps} fitted
   * @param {Pixels} source
   * @returns {Step[]}
   */
  whole(fitted, { values, columns }) {
    const { box, resized, shift } = fitted;
    const size = { width: box.right - box.left, height: box.bottom - box.top };
    /** @param {HTMLCanvasElement} canvas */
    const image = (canvas) => drawPixels(canvas, fitted.image);
    /** @param {HTMLCanvasElement} canvas */
    const draw = (canvas) => drawPixels(canvas, values, columns);
    if (fitted.unchanged) return [{ key: "step_given", draw }, { key: "step_unchanged", draw: image }];
    return [
      { key: "step_source", draw },
      { key: "step_box", words: size, draw: (canvas) => this.box(canvas, fitted) },
      ...this.redrawn(fitted),
      {
        key: "step_resized",
        words: { width: resized.columns, height: resized.rows },
        draw: (canvas) => drawPixels(canvas, resized.values, resized.columns),
      },
      { key: "step_centred", words: { row: shift[0], column: shift[1] }, draw: image },
    ];
  }

  /**
   * The strokes as wide as the network knows them, if they were not.
   * @param {Steps} fitted
   * @returns {Step[]}
   */
  redrawn({ box, redrawn, strokeWidth }) {
    if (redrawn.rows === box.bottom - box.top && redrawn.columns === box.right - box.left) return [];
    const key = strokeWidth < 0.15 ? "step_thicker" : "step_thinner";
    return [{ key, draw: (canvas) => drawPixels(canvas, redrawn.values, redrawn.columns) }];
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Found} found
   */
  box(canvas, { digit, box }) {
    drawPixels(canvas, digit.values, digit.columns);
    const context = contextOf(canvas);
    const line = Math.max(1, digit.columns / 70);
    context.strokeStyle = currentTheme().accent;
    context.lineWidth = line;
    context.strokeRect(
      box.left - line / 2,
      box.top - line / 2,
      box.right - box.left + line,
      box.bottom - box.top + line,
    );
  }
}
