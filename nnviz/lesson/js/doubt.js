// What seems wrong with a drawing, as nnviz.data.doubt tells it in Python. The page has no training
// digits to compare with: of what is no digit it knows only what falls into many parts, and of what
// stands on its head only what it doubts as it stands, and would not doubt turned over.

import { chanceOfBeingRight } from "./encoding.js";
import { labelParts } from "./parts.js";

/**
 * @import { Network } from "./network.js"
 * @import { Part } from "./parts.js"
 */

const SIDE = 28;
const INK = 0.3;
const HIGH = 0.7;
const WIDEST = 1.6;
const [SURE, UNSURE] = [0.98, 0.5];
const [MOST_PARTS, SPECK] = [2, 6];

/**
 * The name of what seems wrong, or null.
 * @param {Float64Array} image
 * @param {number} others how many more digits the drawing seems to show
 * @param {Network} network
 * @param {[number, number, number]} calibration
 * @returns {"several" | "none" | "upside_down" | null}
 */
export function doubtOf(image, others, network, calibration) {
  const pixels = { rows: SIDE, columns: SIDE, values: image };
  const { parts } = labelParts(pixels, (k) => image[k] > INK, true);
  if (others || isSeveral(parts)) return "several";
  if (parts.filter(({ size }) => size >= SPECK).length > MOST_PARTS) return "none";
  /** @param {Float64Array} shown */
  const chance = (shown) => {
    const { outputs, ranking } = network.forward(shown);
    return chanceOfBeingRight(outputs[ranking[0]], outputs[ranking[1]], calibration);
  };
  if (chance(image) >= UNSURE) return null;
  return chance(image.slice().reverse()) > SURE ? "upside_down" : null;
}

/**
 * Whether two high parts stand side by side, or all is far wider than it is high.
 * @param {Part[]} parts
 */
function isSeveral(parts) {
  if (!parts.length) return false;
  const boxes = parts.map(({ box }) => box);
  const top = Math.min(...boxes.map((box) => box.top));
  const high = Math.max(...boxes.map((box) => box.bottom)) - top;
  const left = Math.min(...boxes.map((box) => box.left));
  const wide = Math.max(...boxes.map((box) => box.right)) - left;
  const spans = boxes
    .filter((box) => box.bottom - box.top >= HIGH * high)
    .sort((a, b) => a.left - b.left || a.right - b.right);
  return wide > WIDEST * high || spans.some(({ left: at }, k) => k > 0 && spans[k - 1].right <= at);
}
