// Plain operations on images, each against a loop or a number worked out by hand.

import assert from "node:assert/strict";
import test from "node:test";

import * as arrays from "../../nnviz/lesson/js/arrays.js";
import { median, ranked } from "../../nnviz/lesson/js/order.js";
import { crossings, labelParts } from "../../nnviz/lesson/js/parts.js";

/** @param {number[][]} rows */
const image = (rows) => ({
  values: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0].length,
});

/** @param {import("../../nnviz/lesson/js/arrays.js").Pixels} pixels */
const table = ({ values, rows, columns }) =>
  Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)));

/**
 * @param {number[]} found
 * @param {number[]} expected
 */
function close(found, expected) {
  assert.equal(found.length, expected.length);
  found.forEach((value, k) => assert.ok(Math.abs(value - expected[k]) < 1e-12, `${value}, ${k}`));
}

const STEPS = image([
  [0, 0.2, 0.4],
  [0.6, 0.8, 1],
]);

test("halves are rounded up, also below zero", () => {
  assert.deepEqual([0.5, 1.5, -0.5, -1.2].map(arrays.roundHalfUp), [1, 2, 0, -1]);
});

test("a piece is cut out with its own numbers", () => {
  const piece = arrays.cut(STEPS, { top: 0, left: 1, bottom: 2, right: 3 });
  assert.deepEqual(table(piece), [
    [0.2, 0.4],
    [0.8, 1],
  ]);
});

test("an average covers the area of each new pixel", () => {
  close(Array.from(arrays.areaAverage(STEPS, 1, 3).values), [0.3, 0.5, 0.7]);
  const [left, right] = arrays.areaAverage(STEPS, 1, 2).values;
  close([left, right], [(0.3 + 0.5 * 0.5) / 1.5, (0.7 + 0.5 * 0.5) / 1.5]);
});

test("an average keeps the mean, whatever the sizes", () => {
  const random = image(Array.from({ length: 9 }, (_, i) => [i / 9, (i * 7) % 5 / 5, 0.3, 1 - i / 9]));
  const mean = random.values.reduce((sum, v) => sum + v, 0) / 36;
  for (const [rows, columns] of [[3, 2], [4, 3], [7, 1]]) {
    const small = arrays.areaAverage(random, rows, columns).values;
    close([small.reduce((sum, v) => sum + v, 0) / small.length], [mean]);
  }
});

test("a window is cut off at the edge", () => {
  close(Array.from(arrays.windowMean(image([[0, 0.3, 0.9]]), 1).values), [0.15, 0.4, 0.6]);
});

test("a closing fills what is narrower than its window", () => {
  const row = image([[1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1]]);
  assert.deepEqual(table(arrays.closing(row, 1)), [[1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1]]);
});

test("between the centres of the cells it is a straight line, outside it is flat", () => {
  close(Array.from(arrays.interpolate(image([[0, 1]]), 1, 4).values), [0, 0.25, 0.75, 1]);
});

test("the centre of mass, the median and the box", () => {
  close(arrays.centreOfMass(image([[0, 0, 1], [0, 0, 3]])), [0.75, 2]);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  const box = arrays.bounds(2, 3, (k) => STEPS.values[k] > 0.3);
  assert.deepEqual(box, { top: 0, left: 0, bottom: 2, right: 3 });
});

test("a value of a rank is the one that sorting puts there", () => {
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647);
  for (let count = 1; count < 60; count += 1) {
    // Few different values, so that many are alike.
    const values = Float64Array.from({ length: count }, () => next() % 9);
    const sorted = values.slice().sort();
    for (let place = 0; place < count; place += 1)
      assert.equal(ranked(values.slice(), place), sorted[place]);
    const half = count >> 1;
    const middle = count % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    assert.equal(median(values), middle);
  }
});

test("a text in base 64 is read as bytes", () => {
  assert.deepEqual(Array.from(arrays.bytes("AP8Q")), [0, 255, 16]);
});

test("parts hang together over corners, if they may, and know their boxes", () => {
  const picture = image([
    [0, 0, 0, 0, 0],
    [0, 1, 0, 0, 1],
    [0, 0, 1, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  /** @param {number} k */
  const isInk = (k) => picture.values[k] === 1;
  const { labels, parts } = labelParts(picture, isInk, true);
  assert.deepEqual(parts, [
    { label: 1, size: 2, box: { top: 1, left: 1, bottom: 3, right: 3 } },
    { label: 2, size: 1, box: { top: 1, left: 4, bottom: 2, right: 5 } },
  ]);
  assert.equal(labels[6], labels[12]);
  assert.equal(labelParts(picture, isInk, false).parts.length, 3);
});

test("a walk over a line goes into ink and out of it", () => {
  const across = image([[0, 1, 0], [0, 1, 0]]);
  assert.deepEqual(crossings(across), [2, 2 / 3]);
});
