// What has been drawn: a list of marks that can be taken back, and its ink as numbers.

import { contextOf, element } from "./elements.js";
import { rgb } from "./encoding.js";
import { digit as digitOf, digitBytes } from "./page.js";

/**
 * @import { Pixels } from "./arrays.js"
 *
 * A stroke in pad units (0 to SIDE), or the place of a shipped digit.
 * @typedef {{ points: [number, number][], width: number }} Stroke
 * @typedef {Stroke | { digit: number }} Mark
 * @typedef {{ marks: Mark[], moved: [number, number] }} Drawing
 */

/** How many units the pad is wide and high. */
export const SIDE = 280;

export class Ink {
  constructor() {
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Drawing[]} what undoing brings back, the last one first */
    this.past = [];
    /** @type {[number, number]} */
    this.moved = [0, 0];
    this.raster = element("canvas", { width: SIDE, height: SIDE });
  }

  get isEmpty() {
    return this.marks.length === 0;
  }

  /** @param {Drawing} drawing in the place of what there is */
  replace(drawing) {
    this.past.push({ marks: this.marks, moved: this.moved });
    Object.assign(this, drawing);
  }

  /** @param {Mark} mark */
  add(mark) {
    this.replace({ marks: [...this.marks, mark], moved: this.moved });
  }

  /** Take back the last mark, or the last clearing. */
  undo() {
    Object.assign(this, this.past.pop());
  }

  clear() {
    if (!this.isEmpty) this.replace({ marks: [], moved: [0, 0] });
  }

  /** @param {number} digit */
  choose(digit) {
    this.replace({ marks: [{ digit }], moved: [0, 0] });
  }

  /**
   * @param {number} across
   * @param {number} down
   */
  move(across, down) {
    /** @param {number} value */
    const limited = (value) => Math.max(-SIDE, Math.min(SIDE, value));
    this.moved = [limited(this.moved[0] + across), limited(this.moved[1] + down)];
  }

  /** The shipped digit, as long as nothing was drawn on it and it stands in its place. */
  get untouchedDigit() {
    const [only] = this.marks;
    const still = this.moved[0] === 0 && this.moved[1] === 0;
    return this.marks.length === 1 && "digit" in only && still ? only.digit : null;
  }

  /**
   * Draw all marks in one colour, whatever the scale of the context.
   * @param {CanvasRenderingContext2D} context
   * @param {string} color
   */
  paint(context, color) {
    context.save();
    context.translate(...this.moved);
    context.strokeStyle = color;
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const mark of this.marks) {
      if ("digit" in mark) this.pixels(context, mark.digit, color);
      else this.stroke(context, mark);
    }
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} digit
   * @param {string} color
   */
  pixels(context, digit, color) {
    const small = contextOf(element("canvas", { width: 28, height: 28 }));
    const image = small.createImageData(28, 28);
    const channels = rgb(color);
    digitBytes(digit).forEach((byte, k) => image.data.set([...channels, byte], 4 * k));
    small.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small.canvas, 0, 0, SIDE, SIDE);
  }

  /**
   * A smooth line through the middles of the points.
   * @param {CanvasRenderingContext2D} context
   * @param {Stroke} stroke
   */
  stroke(context, { points, width }) {
    const [first] = points;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...first);
    for (let i = 1; i < points.length - 1; i += 1) {
      const [x, y] = points[i];
      const [nextX, nextY] = points[i + 1];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    const last = points[points.length - 1];
    context.lineTo(last[0], last[1] + (points.length === 1 ? 0.01 : 0));
    context.stroke();
  }

  /**
   * The ink in [0, 1]: 28 x 28 for an untouched digit, otherwise the whole pad.
   * @returns {Pixels}
   */
  numbers() {
    const digit = this.untouchedDigit;
    if (digit !== null) return { values: digitOf(digit), columns: 28, rows: 28 };
    const context = contextOf(this.raster, { willReadFrequently: true });
    context.clearRect(0, 0, SIDE, SIDE);
    this.paint(context, "#ffffff");
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const values = new Float64Array(SIDE * SIDE);
    for (let k = 0; k < values.length; k += 1) values[k] = data[4 * k + 3] / 255;
    return { values, columns: SIDE, rows: SIDE };
  }
}
