// The connections of the network as light on a canvas of their own, made anew only when it changes.

import { contextOf, element } from "./elements.js";
import { largest, relativeSize, rgb } from "./encoding.js";
import { LightField } from "./light.js";
import { style } from "./page.js";

/**
 * @import { ForwardPass, Network } from "./network.js"
 * @import { Theme } from "./page.js"
 * @import { Choice } from "./picture.js"
 * @import { Places } from "./places.js"
 */

const ASIDE = 0.07; // how much light stays on lines that are not the neuron's in focus

export class Lines {
  /** @param {Network} network */
  constructor(network) {
    this.network = network;
    /** @type {"signal" | "weights"} */
    this.mode = "signal";
    /** @type {Choice | null} the neuron whose lines alone are lit */
    this.focus = null;
    /** @type {LightField | null} */
    this.field = null;
    this.lit = element("canvas");
    /** @type {Theme | null} the colours that the light was painted in */
    this.litIn = null;
    this.isOld = true;
  }

  /** @param {Choice | null} focus */
  light(focus) {
    this.isOld ||= focus !== this.focus;
    this.focus = focus;
  }

  /**
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {number} ratio pixels of the light to a CSS pixel
   * @param {Theme} theme
   */
  draw(placed, pass, ratio, theme) {
    const across = Math.round(placed.width * ratio);
    const down = Math.round(placed.height * ratio);
    if (this.field?.width !== across || this.field.height !== down) {
      this.field = new LightField(across, down);
      this.isOld = true;
    }
    if (this.isOld) this.add(this.field, placed, pass, across / placed.width);
    if (this.isOld || this.litIn !== theme) this.paint(this.field, theme);
    this.isOld = false;
    this.litIn = theme;
    return this.lit;
  }

  /**
   * @param {LightField} field
   * @param {Theme} theme
   */
  paint(field, theme) {
    this.lit.width = field.width;
    this.lit.height = field.height;
    const small = contextOf(this.lit);
    const image = small.createImageData(field.width, field.height);
    field.paint(image.data, {
      positive: rgb(theme.positive),
      negative: rgb(theme.negative),
      glow: style.glow,
      level: style.rest_level,
    });
    small.putImageData(image, 0, 0);
  }

  /**
   * The light of a connection is |w a| (or |w|), relative to the largest of its layer.
   * @param {LightField} field
   * @param {Places} placed
   * @param {ForwardPass} pass
   * @param {number} ratio pixels of the light to a CSS pixel
   */
  add(field, placed, pass, ratio) {
    field.clear();
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
        const isAside = this.isAside(k, at % layer.columns, Math.floor(at / layer.columns));
        const size = relativeSize(value, scale, style.signal_gamma) * (isAside ? ASIDE : 1);
        field.add(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, thick, size, value < 0);
      });
    });
  }

  /**
   * Whether a connection is not one of the neuron in focus.
   * @param {number} k
   * @param {number} from
   * @param {number} to
   */
  isAside(k, from, to) {
    if (!this.focus) return false;
    const { layer, neuron } = this.focus;
    return !(layer === k && neuron === from) && !(layer === k + 1 && neuron === to);
  }
}
