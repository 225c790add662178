// Where the neurons of the page's network stand: beside each other, or upright on a narrow screen.

/**
 * @typedef {[number, number]} Spot
 *
 * @typedef {object} PlacedLayer
 * @property {Spot[]} spots the centres, in CSS pixels
 * @property {number} radius
 * @property {boolean} isGrid whether it is the square of the inputs
 *
 * @typedef {object} Places
 * @property {number} width
 * @property {number} height
 * @property {boolean} upright whether the layers stand below each other
 * @property {number} unit how many CSS pixels are one unit of a scene
 * @property {PlacedLayer[]} layers
 *
 * @typedef {{ radius: number, grid_radius: number, grid_pitch: number, first_gap: number }} Shares
 */

const NARROW = 480;
const MOST_PITCH = 36;
const BESIDE = { square: 0.5, widest: 560, lowest: 500, edge: 8, words: 58 };
const BELOW = { square: 0.86, gap: 92, words: 44 };

/**
 * @param {number[]} sizes the inputs, a square number of them, then the neurons of each layer
 * @param {number} width of the picture
 * @param {Shares} style
 * @returns {Places}
 */
export function placeNetwork(sizes, width, style) {
  return width < NARROW ? below(sizes, width, style) : beside(sizes, width, style);
}

/** @type {typeof placeNetwork} */
function beside(sizes, width, style) {
  const square = Math.min(width * BESIDE.square, BESIDE.widest);
  const height = Math.max(square, BESIDE.lowest);
  const grid = squareOf(sizes[0], 0, (height - square) / 2, square, style);
  const pitch = Math.min((height - BESIDE.edge) / Math.max(...sizes.slice(1)), MOST_PITCH);
  const room = width - square - BESIDE.words;
  const columns = sizes.slice(1).map((count, k) => {
    const x = square + (room * (style.first_gap + k)) / (style.first_gap + sizes.length - 2);
    return lineOf(count, pitch, (at) => [x, height / 2 + at], style);
  });
  return { width, height, upright: false, unit: grid.unit, layers: [grid.layer, ...columns] };
}

/** @type {typeof placeNetwork} */
function below(sizes, width, style) {
  const square = width * BELOW.square;
  const height = square + BELOW.gap * (sizes.length - 1) + BELOW.words;
  const grid = squareOf(sizes[0], (width - square) / 2, 0, square, style);
  const pitch = Math.min(width / Math.max(...sizes.slice(1)), MOST_PITCH);
  const rows = sizes.slice(1).map((count, k) => {
    const y = square + BELOW.gap * (k + 1);
    return lineOf(count, pitch, (at) => [width / 2 + at, y], style);
  });
  return { width, height, upright: true, unit: grid.unit, layers: [grid.layer, ...rows] };
}

/**
 * @param {number} count
 * @param {number} left
 * @param {number} top
 * @param {number} extent
 * @param {Shares} style
 * @returns {{ layer: PlacedLayer, unit: number }}
 */
function squareOf(count, left, top, extent, style) {
  const side = Math.round(Math.sqrt(count));
  const pitch = extent / side;
  const spots = Array.from({ length: count }, (_, k) => {
    const row = Math.floor(k / side);
    return /** @type {Spot} */ ([left + ((k % side) + 0.5) * pitch, top + (row + 0.5) * pitch]);
  });
  const layer = { spots, radius: pitch * style.grid_radius, isGrid: true };
  return { layer, unit: pitch / style.grid_pitch };
}

/**
 * @param {number} count
 * @param {number} pitch
 * @param {(at: number) => Spot} spot
 * @param {Shares} style
 * @returns {PlacedLayer}
 */
function lineOf(count, pitch, spot, style) {
  const spots = Array.from({ length: count }, (_, i) => spot((i - (count - 1) / 2) * pitch));
  return { spots, radius: pitch * style.radius, isGrid: false };
}
