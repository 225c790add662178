// The whole network on one canvas: every neuron by its activation, every connection by its signal.

import { contextOf, element, fontOf, prepare, screenRatio } from "./elements.js";
import { activationOpacity, activationScale, blend, largest, relativeSize, rgb } from "./encoding.js";
import { LightField } from "./light.js";
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

export class NetworkPicture {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Network} network
   * @param {(layer: number, neuron: number) => void} [onChoose] after a click on a neuron
   */
  constructor(canvas, network, onChoose) {
    this.canvas = canvas;
    this.network = network;
    /** @type {ForwardPass | null} */
    this.pass = null;
    /** @type {Choice | null} */
    this.chosen = null;
    /** @type {"signal" | "weights"} what the connections show */
    this.mode = "signal";
    /** @type {Places | null} */
    this.placed = null;
    /** @type {LightField | null} */
    this.light = null;
    this.lit = element("canvas");
    /** @type {Theme | null} the colours that the light was painted in */
    this.litIn = null;
    this.isLightOld = true;
    this.isFine = true;
    this.isAnswer = true;
    this.isWaiting = false;
    new ResizeObserver(() => this.request()).observe(canvas.parentElement ?? canvas);
    // At once: before printing there is no next frame.
    onTheme(() => this.drawNow());
    if (onChoose) canvas.addEventListener("click", (event) => this.click(event, onChoose));
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
    this.isLightOld = true;
    this.request();
  }

  /** @param {"signal" | "weights"} mode */
  showLines(mode) {
    this.mode = mode;
    this.isLightOld = true;
    this.request();
  }

  /** @param {Choice} chosen */
  mark(chosen) {
    this.chosen = chosen;
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
      this.isLightOld = true;
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
    const across = Math.round(placed.width * ratio);
    const down = Math.round(placed.height * ratio);
    if (this.light?.width !== across || this.light.height !== down) {
      this.light = new LightField(across, down);
      this.isLightOld = true;
    }
    if (this.isLightOld) this.addLight(this.light, placed, pass, across / placed.width);
    if (this.isLightOld || this.litIn !== theme) this.paintLight(this.light, theme);
    this.isLightOld = false;
    this.litIn = theme;
    context.drawImage(this.lit, 0, 0, placed.width, placed.height);
  }

  /**
   * @param {LightField} light
   * @param {Theme} theme
   */
  paintLight(light, theme) {
    this.lit.width = light.width;
    this.lit.height = light.height;
    const small = contextOf(this.lit);
    const image = small.createImageData(light.width, light.height);
    light.paint(image.data, {
      positive: rgb(theme.positive),
      negative: rgb(theme.negative),
      glow: style.glow,
      level: style.rest_level,
    });
    small.putImageData(image, 0, 0);
  }

  /**
   * The light of a connection is |w a| (or |w|), relative to the largest of its layer.
   * @param {LightField} light
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {number} ratio pixels of the light to a CSS pixel
   */
  addLight(light, placed, pass, ratio) {
    light.clear();
    this.network.layers.forEach((layer, k) => {
      const isSignal = this.mode === "signal";
      const values = isSignal ? layer.contributions(pass.activations[k]) : layer.weights;
      const scale = largest(values);
      const isMany = values.length >= style.many_connections;
      const width = isMany ? style.fine_width : style.connection_width;
      const thick = ((width * placed.unit) / 100) * ratio;
      const [from, to] = [placed.layers[k].spots, placed.layers[k + 1].spots];
      values.forEach((value, at) => {
        const [x0, y0] = from[at % layer.columns];
        const [x1, y1] = to[Math.floor(at / layer.columns)];
        const size = relativeSize(value, scale, style.signal_gamma);
        light.add(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, thick, size, value < 0);
      });
    });
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
    const width = isGrid ? style.grid_ring_width : style.ring_width;
    context.lineWidth = (width * placed.unit) / 100;
    context.strokeStyle = theme.lit;
    spots.forEach(([x, y], i) => {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = theme.hollow;
      context.fill();
      context.globalAlpha = activationOpacity(values[i], scale);
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
    const gap = style.label_gap * placed.unit;
    context.font = fontOf(this.canvas, WORDS);
    context.textBaseline = "middle";
    context.textAlign = placed.upright ? "center" : "left";
    spots.forEach(([x, y], digit) => {
      const light = activationOpacity(pass.outputs[digit], scale);
      const [red, green, blue] = blend(rgb(theme.muted), rgb(theme.ink), light);
      context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
      if (placed.upright) context.fillText(String(digit), x, y + radius + gap + WORDS / 2);
      else context.fillText(String(digit), x + radius + gap, y + 1);
    });
    if (!this.isAnswer) return;
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
   * @param {MouseEvent} event
   * @param {(layer: number, neuron: number) => void} onChoose
   */
  click(event, onChoose) {
    if (!this.placed) return;
    const box = this.canvas.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top];
    let nearest = Infinity;
    /** @type {Choice | null} */
    let best = null;
    for (const [layer, { spots, radius }] of this.placed.layers.entries()) {
      for (const [neuron, [x, y]] of spots.entries()) {
        const distance = Math.hypot(x - at[0], y - at[1]);
        if (distance > Math.max(radius + 4, 12) || distance >= nearest) continue;
        nearest = distance;
        best = { layer, neuron };
      }
    }
    if (best) onChoose(best.layer, best.neuron);
  }
}
