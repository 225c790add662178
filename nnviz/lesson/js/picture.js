// The whole network on one canvas: every neuron by its activation, every connection by its signal,
// as far as the pass has come.

import { fontOf, prepare, screenRatio } from "./elements.js";
import { activationOpacity, activationScale, blend, rgb } from "./encoding.js";
import { Lines } from "./lines.js";
import { style } from "./page.js";
import { placeNetwork } from "./places.js";
import { currentTheme, onTheme } from "./theme.js";

/**
 * @import { ForwardPass, Network } from "./network.js"
 * @import { Theme } from "./page.js"
 * @import { Places } from "./places.js"
 * @typedef {{ layer: number, neuron: number }} Choice
 */

const FINEST = 2;
const WORDS = 16;
const TRAVEL = 0.8; // of the time from layer to layer; in the rest the neurons fill

/** @param {number} value */
const clamped = (value) => Math.max(0, Math.min(1, value));

export class NetworkPicture {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Network} network
   */
  constructor(canvas, network) {
    this.canvas = canvas;
    this.network = network;
    /** @type {ForwardPass | null} */
    this.pass = null;
    /** @type {Choice | null} */
    this.chosen = null;
    /** How far the pass has come; see player.js. */
    this.moment = Infinity;
    /** @type {Places | null} */
    this.placed = null;
    this.lines = new Lines(network);
    this.isFine = true;
    this.isAnswer = true;
    this.isWaiting = false;
    new ResizeObserver(() => this.request()).observe(canvas.parentElement ?? canvas);
    // At once: before printing there is no next frame.
    onTheme(() => this.drawNow());
  }

  /**
   * @param {ForwardPass} pass
   * @param {{ isFinished?: boolean, isAnswer?: boolean }} state while a drawing moves, its light is
   * coarser and quicker; where there was nothing to read, no output is boxed
   */
  show(pass, { isFinished = true, isAnswer = true } = {}) {
    this.pass = pass;
    this.isFine = isFinished;
    this.isAnswer = isAnswer;
    this.lines.isOld = true;
    this.request();
  }

  /** @param {"signal" | "weights"} mode */
  showLines(mode) {
    this.lines.mode = mode;
    this.lines.isOld = true;
    this.request();
  }

  /** @param {number} moment */
  showUntil(moment) {
    this.moment = moment;
    this.request();
  }

  /**
   * @param {Choice} chosen
   * @param {boolean} isFocused whether only its own lines are lit
   */
  mark(chosen, isFocused = false) {
    this.chosen = chosen;
    this.lines.light(isFocused ? chosen : null);
    this.request();
  }

  // Several changes before the next frame are one drawing.
  request() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.drawNow();
    });
  }

  drawNow() {
    if (this.pass && this.canvas.clientWidth) this.draw(this.pass);
  }

  /** @param {ForwardPass} pass */
  draw(pass) {
    const width = this.canvas.clientWidth;
    if (this.placed?.width !== width) {
      this.placed = placeNetwork(this.network.sizes, width, style);
      this.lines.isOld = true;
    }
    const placed = this.placed;
    this.canvas.style.aspectRatio = `${placed.width} / ${placed.height}`;
    const context = prepare(this.canvas, placed.width, placed.height);
    const theme = currentTheme();
    this.connections(context, placed, pass, theme);
    placed.layers.forEach((_, k) => this.neurons(context, placed, pass, k, theme));
    this.names(context, placed, pass, theme);
    this.ring(context, placed, theme);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {Theme} theme
   */
  connections(context, placed, pass, theme) {
    const ratio = this.isFine ? Math.min(screenRatio(), FINEST) : 1;
    const lit = this.lines.draw(placed, pass, ratio, theme);
    const front = this.front(placed);
    context.save();
    context.beginPath();
    if (placed.upright) context.rect(0, 0, placed.width, front);
    else context.rect(0, 0, front, placed.height);
    context.clip();
    context.drawImage(lit, 0, 0, placed.width, placed.height);
    context.restore();
  }

  /**
   * How far the signals have come, in CSS pixels from where the layers begin.
   * @param {Places} placed
   */
  front(placed) {
    const last = placed.layers.length - 1;
    if (this.moment > last) return placed.upright ? placed.height : placed.width;
    /** @param {number} layer */
    const place = (layer) => (layer === 0 ? 0 : placed.layers[layer].spots[0][placed.upright ? 1 : 0]);
    const reached = Math.floor(this.moment);
    if (reached < 1) return 0;
    const part = clamped((this.moment - reached) / TRAVEL);
    return place(reached - 1) + part * (place(reached) - place(reached - 1));
  }

  /**
   * How much of the numbers of a layer is shown: pixels fade in, the others fill when the signals
   * have arrived.
   * @param {number} k
   */
  known(k) {
    if (k === 0) return clamped(this.moment);
    return clamped((this.moment - k - TRAVEL) / (1 - TRAVEL));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {number} k
   * @param {Theme} theme
   */
  neurons(context, placed, pass, k, theme) {
    const { spots, radius, isGrid } = placed.layers[k];
    const values = pass.activations[k];
    const scale = activationScale(values);
    const known = this.known(k);
    const width = isGrid ? style.grid_ring_width : style.ring_width;
    context.lineWidth = (width * placed.unit) / 100;
    context.strokeStyle = theme.lit;
    spots.forEach(([x, y], i) => {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = theme.hollow;
      context.fill();
      context.globalAlpha = known * activationOpacity(values[i], scale);
      context.fillStyle = values[i] < 0 ? theme.negative : theme.lit;
      context.fill();
      context.globalAlpha = isGrid ? style.grid_ring_opacity : style.ring_opacity;
      context.stroke();
      context.globalAlpha = 1;
    });
  }

  /**
   * The outputs' names, as light as they are, and the box around the answer.
   * @param {CanvasRenderingContext2D} context
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {Theme} theme
   */
  names(context, placed, pass, theme) {
    const { spots, radius } = placed.layers[placed.layers.length - 1];
    const scale = activationScale(pass.outputs);
    const known = this.known(placed.layers.length - 1);
    const gap = style.label_gap * placed.unit;
    context.font = fontOf(this.canvas, WORDS);
    context.textBaseline = "middle";
    context.textAlign = placed.upright ? "center" : "left";
    spots.forEach(([x, y], digit) => {
      const light = known * activationOpacity(pass.outputs[digit], scale);
      const [red, green, blue] = blend(rgb(theme.muted), rgb(theme.ink), light);
      context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
      if (placed.upright) context.fillText(String(digit), x, y + radius + gap + WORDS / 2);
      else context.fillText(String(digit), x + radius + gap, y + 1);
    });
    if (!this.isAnswer || known < 1) return;
    const [x, y] = spots[pass.prediction];
    const reach = Math.min(radius + 5, radius / style.radius / 2); // between the neighbours
    const words = gap + (placed.upright ? WORDS + 1 : context.measureText("0").width);
    const box = [2 * reach + (placed.upright ? 0 : words), 2 * reach + (placed.upright ? words : 0)];
    context.strokeStyle = theme.accent;
    context.lineWidth = (style.box_width * placed.unit) / 100;
    context.beginPath();
    context.roundRect(x - reach, y - reach, box[0], box[1], style.box_corner * placed.unit);
    context.stroke();
  }

  /**
   * The ring around the chosen neuron.
   * @param {CanvasRenderingContext2D} context
   * @param {Places} placed
   * @param {Theme} theme
   */
  ring(context, placed, theme) {
    if (!this.chosen) return;
    const { spots, radius } = placed.layers[this.chosen.layer];
    const [x, y] = spots[this.chosen.neuron];
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.strokeStyle = theme.accent;
    context.lineWidth = (style.box_width * placed.unit) / 100;
    context.stroke();
  }

  /**
   * The neuron at a place on the page, if there is one.
   * @param {MouseEvent} event
   * @returns {Choice | null}
   */
  at(event) {
    if (!this.placed) return null;
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let nearest = Infinity;
    /** @type {Choice | null} */
    let best = null;
    for (const [layer, { spots, radius }] of this.placed.layers.entries()) {
      for (const [neuron, spot] of spots.entries()) {
        const distance = Math.hypot(spot[0] - x, spot[1] - y);
        if (distance > Math.max(radius + 4, 12) || distance >= nearest) continue;
        nearest = distance;
        best = { layer, neuron };
      }
    }
    return best;
  }
}
