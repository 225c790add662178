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

const NEAR = 96; // pixels of a drawing that is drawn again from near
const FILLED = 0.6; // how much of them its longer side takes
const WIDEST = 0.17; // of the pen, as a part of the longer side
const DOT = 12; // what reaches no further, in units of the pad, is no drawing

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
   * @param {Mark[]} marks
   */
  paint(context, color, marks = this.marks) {
    context.save();
    context.translate(...this.moved);
    context.strokeStyle = color;
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const mark of marks) {
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
   * The whole pad, the ink in [0, 1]: 28 x 28 for an untouched digit.
   * @returns {Pixels}
   */
  whole() {
    const digit = this.untouchedDigit;
    if (digit !== null) return { values: digitOf(digit), columns: 28, rows: 28 };
    return this.drawn(SIDE, (context) => this.paint(context, "#ffffff"));
  }

  /**
   * The strokes drawn again so that they fill the image, however small they are on the pad; a pen
   * that is wide for them becomes narrower.
   * @returns {Pixels}
   */
  near() {
    const strokes = this.marks.filter((mark) => "points" in mark);
    if (!strokes.length || strokes.length < this.marks.length) return this.whole();
    const box = this.extent(strokes);
    const longer = Math.max(box.right - box.left, box.bottom - box.top);
    if (longer < DOT) return this.drawn(NEAR, () => {});
    const widest = WIDEST * longer;
    const scale = (FILLED * NEAR) / longer;
    return this.drawn(NEAR, (context) => {
      context.translate(NEAR / 2, NEAR / 2);
      context.scale(scale, scale);
      context.translate(-(box.left + box.right) / 2, -(box.top + box.bottom) / 2);
      const thinner = strokes.map(({ points, width }) => ({ points, width: Math.min(width, widest) }));
      this.paint(context, "#ffffff", thinner);
    });
  }

  /**
   * How far the middle of the pen went, on the pad.
   * @param {Stroke[]} strokes
   */
  extent(strokes) {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const { points } of strokes) {
      for (const point of points) {
        /** @param {number} place */
        const inside = (place) => Math.max(0, Math.min(SIDE, place));
        const [x, y] = [inside(point[0] + this.moved[0]), inside(point[1] + this.moved[1])];
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
    }
    return box;
  }

  /**
   * The ink of a small picture that is drawn for this.
   * @param {number} side
   * @param {(context: CanvasRenderingContext2D) => void} draw
   * @returns {Pixels}
   */
  drawn(side, draw) {
    const context = contextOf(this.raster, { willReadFrequently: true });
    context.clearRect(0, 0, SIDE, SIDE);
    context.save();
    draw(context);
    context.restore();
    const { data } = context.getImageData(0, 0, side, side);
    const values = new Float64Array(side * side);
    for (let k = 0; k < values.length; k += 1) values[k] = data[4 * k + 3] / 255;
    return { values, columns: side, rows: side };
  }
}
