// From numbers to light, by the rules of the films: nnviz/view/encoding.py says the same.

/** @typedef {[number, number, number]} Channels of red, green and blue */

/**
 * The channels of #RRGGBB, each from 0 to 255.
 * @param {string} hex
 * @returns {Channels}
 */
export const rgb = (hex) =>
  /** @type {Channels} */ ([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));

/**
 * The colour that lies so far from one to the other.
 * @param {Channels} from
 * @param {Channels} to
 * @param {number} amount from 0 to 1
 * @returns {Channels}
 */
export const blend = (from, to, amount) =>
  /** @type {Channels} */ (from.map((channel, i) => channel + (to[i] - channel) * amount));

/**
 * The activation that is drawn at full light: 1, unless a layer goes further.
 * @param {Float64Array} values
 */
export const activationScale = (values) =>
  values.reduce((most, a) => Math.max(most, Math.abs(a)), 1);

/**
 * How strongly a neuron is filled.
 * @param {number} activation
 * @param {number} scale
 */
export const activationOpacity = (activation, scale) => Math.min(1, Math.abs(activation) / scale);

/**
 * The largest absolute value.
 * @param {Float64Array} values
 */
export const largest = (values) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/**
 * (|value| / scale) to a stated power, in [0, 1].
 * @param {number} value
 * @param {number} scale
 * @param {number} gamma
 */
export const relativeSize = (value, scale, gamma) =>
  scale > 0 ? Math.min(1, Math.abs(value) / scale) ** gamma : 0;

/**
 * How often answers with such two greatest outputs are right; as in Python.
 * @param {number} best
 * @param {number} second
 * @param {[number, number, number]} calibration
 */
export function chanceOfBeingRight(best, second, [constant, byBest, byLead]) {
  const [first, next] = [best, second].map((output) => {
    const inside = Math.min(Math.max(output, 1e-6), 1 - 1e-6);
    return Math.log(inside / (1 - inside));
  });
  return 1 / (1 + Math.exp(-(constant + byBest * first + byLead * (first - next))));
}

/**
 * How sure an answer is, as the name of a phrase.
 * @param {number} best
 * @param {number} second
 * @param {{ calibration: [number, number, number], certainties: Record<string, number> }} rule
 */
export function certainty(best, second, { calibration, certainties }) {
  const chance = chanceOfBeingRight(best, second, calibration);
  const [name] = Object.entries(certainties).find(([, least]) => chance >= least) ?? ["guess"];
  return name;
}
