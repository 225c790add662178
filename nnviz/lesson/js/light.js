// Lines as light that adds up, pixel by pixel, as in the films (nnviz/view/raster).
//
// A line that is flatter than 45 degrees covers a few pixels of each column; how much of each
// depends on its slope and on where it passes, and is looked up. Steep lines are the same with x
// and y exchanged.

import { blend } from "./encoding.js";

/** @import { Channels } from "./encoding.js" */

const SLOPES = 64;
const STEP_BITS = 6;
const STEPS = 1 << STEP_BITS;
const BITS = 18;
const FINE = 1 << BITS;
const UNSEEN = 5e-4;
const MIXES = 255;
const LEVELS = 1024;
const MOST_LIGHT = 4;

/**
 * How much of each of `cells` pixels is covered, for each of STEPS places in the first of them.
 * @typedef {{ shares: Float32Array, cells: number, reach: number }} Profile
 */

/** The light of lines of two signs over a frame of so many pixels. */
export class LightField {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.positive = new Float32Array(width * height);
    this.negative = new Float32Array(width * height);
    /** @type {Map<number, Profile[]>} */
    this.profiles = new Map();
  }

  clear() {
    this.positive.fill(0);
    this.negative.fill(0);
  }

  /**
   * Add a line from (x0, y0) to (x1, y1); pixel (i, j) covers the square from (i, j) on.
   * @param {number} x0
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   * @param {number} width of the line; thinner than a pixel, it covers that in part
   * @param {number} light from 0 to 1
   * @param {boolean} isNegative
   */
  add(x0, y0, x1, y1, width, light, isNegative) {
    if (light < UNSEEN) return;
    const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
    const [along0, across0, along1, across1] = isSteep ? [y0, x0, y1, x1] : [x0, y0, x1, y1];
    if (along0 === along1) return;
    const slope = (across1 - across0) / (along1 - along0);
    const from = Math.min(along0, along1);
    const to = Math.max(along0, along1);
    const [length, breadth] = isSteep ? [this.height, this.width] : [this.width, this.height];
    const [stride, step] = isSteep ? [this.width, 1] : [1, this.width];
    const { shares, cells, reach } = this.profile(width, Math.abs(slope));
    const field = isNegative ? this.negative : this.positive;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(length, Math.ceil(to));
    // The lowest pixel that is covered, and STEPS places in it, in one whole number.
    let place = Math.round((across0 + (first + 0.5 - along0) * slope - reach) * FINE);
    const rise = Math.round(slope * FINE);
    for (let i = first; i < last; i += 1, place += rise) {
      const isEnd = i < from || i + 1 > to;
      const part = isEnd ? light * (Math.min(i + 1, to) - Math.max(i, from)) : light;
      const lowest = place >> BITS;
      const row = ((place >> (BITS - STEP_BITS)) & (STEPS - 1)) * cells;
      const start = lowest < 0 ? -lowest : 0;
      const end = lowest + cells > breadth ? breadth - lowest : cells;
      let at = i * stride + (lowest + start) * step;
      for (let k = start; k < end; k += 1, at += step) field[at] += part * shares[row + k];
    }
  }

  /**
   * @param {number} width
   * @param {number} slope from 0 to 1
   */
  profile(width, slope) {
    let all = this.profiles.get(width);
    if (!all) {
      all = Array.from({ length: SLOPES + 1 }, (_, at) => profileOf(width, at / SLOPES));
      this.profiles.set(width, all);
    }
    return all[Math.round(slope * SLOPES)];
  }

  /**
   * Write what is seen, red, green, blue and alpha. With L the light of both signs together, alpha
   * is level * (1 - exp(-glow * L)) and the colour the mean of the lights' colours.
   * @param {Uint8ClampedArray} pixels
   * @param {{ positive: Channels, negative: Channels, glow: number, level: number }} look
   */
  paint(pixels, { positive, negative, glow, level }) {
    const words = new Uint32Array(pixels.buffer);
    const colors = Uint32Array.from({ length: MIXES + 1 }, (_, at) =>
      packed(blend(positive, negative, at / MIXES)),
    );
    const alphas = Uint32Array.from({ length: LEVELS * MOST_LIGHT + 1 }, (_, at) =>
      Math.round(255 * level * (1 - Math.exp((-glow * at) / LEVELS))),
    );
    for (let k = 0; k < words.length; k += 1) {
      const down = this.negative[k];
      const light = this.positive[k] + down;
      if (light === 0) words[k] = 0;
      else {
        const seen = alphas[(Math.min(light, MOST_LIGHT) * LEVELS + 0.5) | 0];
        words[k] = colors[((down / light) * MIXES + 0.5) | 0] | (seen << 24);
      }
    }
  }
}

/**
 * A colour as the low bytes of a number, red the lowest; every browser puts low bytes first.
 * @param {Channels} channels
 */
const packed = ([red, green, blue]) =>
  Math.round(red) | (Math.round(green) << 8) | (Math.round(blue) << 16);

/**
 * @param {number} width
 * @param {number} slope
 * @returns {Profile}
 */
function profileOf(width, slope) {
  const height = width * Math.hypot(1, slope);
  const reach = (height + slope) / 2;
  const cells = Math.ceil(2 * reach) + 1;
  const shares = new Float32Array(STEPS * cells);
  // The area of the strip below a height, in a column one pixel wide.
  /** @param {number} at above the middle of the strip */
  const area = (at) => ramp(at + height / 2, slope) - ramp(at - height / 2, slope);
  for (let place = 0; place < STEPS; place += 1) {
    const bottom = -reach - (place + 0.5) / STEPS;
    for (let k = 0; k < cells; k += 1)
      shares[place * cells + k] = Math.max(0, area(bottom + k + 1) - area(bottom + k));
  }
  return { shares, cells, reach };
}

/**
 * The mean of max(0, t) over the heights that an edge of this slope takes within a column.
 * @param {number} t
 * @param {number} slope
 */
function ramp(t, slope) {
  if (t <= -slope / 2) return 0;
  return t >= slope / 2 ? t : (t + slope / 2) ** 2 / (2 * slope);
}
