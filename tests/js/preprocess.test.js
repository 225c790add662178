// The preparation of a drawing; that it equals Python's is tested in the browser, on many images.

import assert from "node:assert/strict";
import test from "node:test";

import { centreOfMass } from "../../nnviz/lesson/js/arrays.js";
import { preprocess, shrink } from "../../nnviz/lesson/js/preprocess.js";

/**
 * @param {number} side
 * @param {(row: number, column: number) => number} ink
 */
const drawing = (side, ink) =>
  Float64Array.from({ length: side * side }, (_, k) => ink(Math.floor(k / side), k % side));

const bar = drawing(280, (row, column) =>
  row >= 30 && row < 130 && column >= 200 && column < 216 ? 1 : 0,
);

test("a bar is fitted into 20 pixels and moved to the middle", () => {
  const found = preprocess(bar, 280, 280);
  assert.ok("box" in found);
  assert.equal(found.resized.rows, 20);
  const [row, column] = centreOfMass({ values: found.image, rows: 28, columns: 28 });
  assert.ok(Math.abs(row - 14) <= 0.5 && Math.abs(column - 14) <= 0.5, `${row}, ${column}`);
  assert.ok(found.image.every((value) => value >= 0 && value <= 1));
  assert.equal(Math.max(...found.image), 1);
});

test("dark ink on light paper gives the same image", () => {
  const dark = bar.map((value) => 1 - value);
  assert.deepEqual(preprocess(dark, 280, 280).image, preprocess(bar, 280, 280).image);
});

test("what is prepared already passes as it is", () => {
  const { image } = preprocess(bar, 280, 280);
  const again = preprocess(image, 28, 28);
  assert.ok("box" in again && again.unchanged);
  assert.deepEqual(again.image, image);
});

test("a picture without a digit says why", () => {
  /** @type {[string, Float64Array][]} */
  const pictures = [
    ["blank", drawing(60, () => 0)],
    ["faint", drawing(60, (row, column) => (row >= 27 && row < 33 && column >= 10 && column < 50 ? 0.05 : 0))],
    ["small", drawing(200, (row, column) => (row < 102 && row >= 100 && column >= 100 && column < 102 ? 1 : 0))],
  ];
  for (const [reason, picture] of pictures) {
    const side = Math.sqrt(picture.length);
    const found = preprocess(picture, side, side);
    assert.equal(found.isBlank, true);
    assert.equal(found.reason, reason);
    assert.ok(found.image.every((value) => value === 0));
  }
});

test("without preparation each pixel is the mean of its square", () => {
  const found = shrink(bar, 280, 280);
  assert.equal(found.image[28 * 3 + 20], 1);
  assert.ok(Math.abs(found.image[28 * 3 + 21] - 0.6) < 1e-12);
  assert.equal(found.isBlank, false);
  assert.equal(shrink(drawing(280, () => 0), 280, 280).isBlank, true);
});
