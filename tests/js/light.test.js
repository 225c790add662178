// Light that adds up, against areas worked out by hand; against Python's in tests/lesson.

import assert from "node:assert/strict";
import test from "node:test";

import { LightField } from "../../nnviz/lesson/js/light.js";

/** @type {Parameters<LightField["paint"]>[1]} */
const LOOK = { positive: [0, 0, 255], negative: [255, 0, 0], glow: 2, level: 1 };

/**
 * @param {number} found
 * @param {number} expected
 * @param {number} within
 */
const near = (found, expected, within) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);

test("a level line covers the share of a pixel that it is wide", () => {
  const field = new LightField(4, 3);
  field.add(0, 1.5, 4, 1.5, 0.5, 1, false);
  for (let i = 0; i < 4; i += 1) near(field.positive[4 + i], 0.5, 1 / 64);
  near(field.positive.reduce((sum, v) => sum + v, 0), 2, 1e-5);
});

test("the light of a line is its length times its width, whatever its direction", () => {
  for (const [x, y] of [[80, 40], [40, 80], [80, 80], [10, 40], [80, 10], [11, 83]]) {
    const field = new LightField(100, 100);
    field.add(10, 10, x, y, 1.5, 0.5, true);
    const sum = field.negative.reduce((total, v) => total + v, 0);
    const long = Math.hypot(x - 10, y - 10);
    near(sum / (0.5 * 1.5 * long), 1, 0.01);
    assert.ok(field.positive.every((v) => v === 0));
  }
});

test("a line and its reverse are the same", () => {
  const [there, back] = [new LightField(40, 40), new LightField(40, 40)];
  there.add(3, 5, 30, 17, 1, 0.7, false);
  back.add(30, 17, 3, 5, 1, 0.7, false);
  there.positive.forEach((v, k) => near(v, back.positive[k], 0.02));
});

test("what leaves the frame is cut off", () => {
  const field = new LightField(10, 10);
  field.add(-20, -3, 30, 14, 2, 1, false);
  field.add(2, -9, 4, 40, 2, 1, true);
  assert.ok(field.positive.every((v) => v >= 0 && v <= 1.001));
  assert.ok(field.negative.every((v) => v >= 0 && v <= 1.001));
  assert.equal(field.positive.length, 100);
});

test("opacity is 1 - exp(-2 light), the colour the mean of the lights' colours", () => {
  const field = new LightField(3, 1);
  field.positive.set([0.25, 0.3, 0]);
  field.negative.set([0, 0.1, 0]);
  const pixels = new Uint8ClampedArray(12);
  field.paint(pixels, LOOK);
  near(pixels[3], 255 * (1 - Math.exp(-0.5)), 0.75);
  assert.deepEqual(Array.from(pixels.subarray(0, 3)), [0, 0, 255]);
  near(pixels[7], 255 * (1 - Math.exp(-0.8)), 0.75);
  near(pixels[4], 64, 1);
  near(pixels[6], 191, 1);
  assert.equal(pixels[11], 0);
});
