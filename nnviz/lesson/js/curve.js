// The sigmoid with a dot on it, and other curves, as SVG that follows the theme by its classes.

import { shape } from "./elements.js";
import { number } from "./numbers.js";

const HEIGHT = 170;
const EDGE = 26;

export class Curve {
  /**
   * @param {string} label
   * @param {{ low?: number, high?: number, top?: number, width?: number }} range the least and the
   * greatest z, the greatest a, and the width
   */
  constructor(label, { low = -8, high = 8, top = 1, width = 320 } = {}) {
    this.width = width;
    this.low = low;
    this.high = high;
    this.top = top;
    this.svg = shape("svg", {
      viewBox: `0 0 ${width} ${HEIGHT}`,
      class: "curve",
      role: "img",
      "aria-label": label,
    });
    this.line = shape("path", { class: "curve-line" });
    this.guide = shape("path", { class: "curve-guide" });
    this.dot = shape("circle", { r: 6, class: "curve-dot" });
    this.svg.append(...this.axes(), this.line, this.guide, this.dot);
  }

  /** @param {number} z */
  x(z) {
    const limited = Math.max(this.low, Math.min(this.high, z));
    return EDGE + ((limited - this.low) / (this.high - this.low)) * (this.width - 2 * EDGE);
  }

  /** @param {number} a */
  y(a) {
    return HEIGHT - EDGE - (a / this.top) * (HEIGHT - 2 * EDGE);
  }

  axes() {
    /** @type {(x: number, y: number, words: string, anchor?: string) => SVGTextElement} */
    const word = (x, y, words, anchor = "middle") =>
      shape("text", { x, y, class: "curve-word", "text-anchor": anchor }, words);
    const path = `M${EDGE} ${this.y(0)}H${this.width - EDGE}M${this.x(0)} ${EDGE - 8}V${this.y(0)}`;
    return [
      shape("path", { d: path, class: "curve-axis" }),
      shape("path", {
        d: `M${EDGE} ${this.y(this.top)}H${this.width - EDGE}`,
        class: "curve-grid",
      }),
      word(EDGE, HEIGHT - 8, number(this.low, 0)),
      word(this.x(0), HEIGHT - 8, "0"),
      word(this.width - EDGE, HEIGHT - 8, number(this.high, 0)),
      word(EDGE - 6, this.y(this.top) + 4, number(this.top, 0), "end"),
      word(EDGE - 6, this.y(0) + 4, "0", "end"),
    ];
  }

  /** @param {(z: number) => number} f */
  draw(f) {
    const points = Array.from({ length: 161 }, (_, i) => {
      const z = this.low + ((this.high - this.low) * i) / 160;
      return `${this.x(z).toFixed(2)} ${this.y(f(z)).toFixed(2)}`;
    });
    this.line.setAttribute("d", `M${points.join("L")}`);
  }

  /**
   * @param {number} z
   * @param {number} a
   */
  mark(z, a) {
    const x = this.x(z);
    const y = this.y(a);
    this.guide.setAttribute("d", `M${x} ${this.y(0)}V${y}H${EDGE}`);
    this.dot.setAttribute("cx", String(x));
    this.dot.setAttribute("cy", String(y));
  }
}
