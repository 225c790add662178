// From the pad to 28 x 28, by the steps that the Python package nnviz.data.preprocessing defines.
// The result keeps every step: {page, ink, digit, box, resized, shift, image, unchanged}, or
// {image, isBlank, reason} if there is no digit.
"use strict";

(function () {
  const { areaAverage, bounds, centreOfMass, clip, closing, cut } = nnviz.arrays;
  const { interpolate, make, map, median, roundHalfUp, windowMean } = nnviz.arrays;
  const WORKING = 256;
  const FITTED = 20;
  const CENTRE = 14;
  const SIDE = 28;

  class NoDigit extends Error {}

  nnviz.preprocess = function (values, columns, rows) {
    try {
      return fit({ values, columns, rows });
    } catch (error) {
      if (!(error instanceof NoDigit)) throw error;
      return { image: new Float64Array(784), isBlank: true, reason: error.message };
    }
  };

  // Without the preprocessing: the whole pad, averaged down to 28 x 28.
  nnviz.shrink = function (values, columns, rows) {
    const small = areaAverage({ values, columns, rows }, SIDE, SIDE);
    return { image: small.values, isBlank: !small.values.some((value) => value > 0), raw: true };
  };

  function fit(source) {
    if (source.rows === SIDE && source.columns === SIDE) {
      for (const image of [source, map(source, (g) => 1 - g)])
        if (isFitted(image)) return unchanged(image);
    }
    let found = find(source);
    const sheet = sheetOf(found, source);
    if (sheet) found = find(cut(source, sheet));
    const resized = resize(cut(found.digit, found.box));
    const { shift, image } = centre(resized);
    return { ...found, resized, shift, image, unchanged: false };
  }

  function find(source) {
    const reduced = atMost(source, WORKING);
    const page = hasLightInk(reduced) ? map(reduced, (g) => 1 - g) : reduced;
    const cells = windowMean(closing(atMost(page, 32), 6), 1);
    const paper = map(interpolate(cells, page.rows, page.columns), clip);
    const ink = map(page, (g, k) => clip(1 - g / Math.max(paper.values[k], 0.05)));
    const { threshold, stretched } = stretch(ink);
    const { digit, box } = isolate(stretched, ink, threshold);
    return { page, ink, threshold, digit, box };
  }

  // The inside of the sheet of paper, in pixels of the source, if that was found and no digit.
  function sheetOf({ ink, threshold, box }, source) {
    const height = box.bottom - box.top;
    const width = box.right - box.left;
    if (2 * Math.min(height, width) < Math.max(height, width)) return null;
    const dark = cut(ink, box).values.reduce((sum, d) => sum + (d >= threshold ? 1 : 0), 0);
    if (dark / (height * width) < 0.75) return null;
    const down = Math.max(1, roundHalfUp(0.04 * height));
    const across = Math.max(1, roundHalfUp(0.04 * width));
    const rowScale = source.rows / ink.rows;
    const columnScale = source.columns / ink.columns;
    const sheet = {
      top: Math.floor((box.top + down) * rowScale),
      left: Math.floor((box.left + across) * columnScale),
      bottom: Math.floor((box.bottom - down) * rowScale),
      right: Math.floor((box.right - across) * columnScale),
    };
    return Math.min(sheet.bottom - sheet.top, sheet.right - sheet.left) < 8 ? null : sheet;
  }

  function isFitted(image) {
    const { values, rows, columns } = image;
    if (median(values) !== 0 || Math.max(...values) < 0.5) return false;
    const box = bounds(rows, columns, (k) => values[k] > 0.1);
    const longer = Math.max(box.bottom - box.top, box.right - box.left);
    const [row, column] = centreOfMass(image).map(roundHalfUp);
    return longer >= 17 && longer <= FITTED && row === CENTRE && column === CENTRE;
  }

  function unchanged(image) {
    const box = bounds(SIDE, SIDE, (k) => image.values[k] > 0);
    return {
      page: map(image, (g) => 1 - g),
      ink: image,
      threshold: 0.5,
      digit: image,
      box,
      resized: cut(image, box),
      shift: [box.top, box.left],
      image: image.values,
      unchanged: true,
    };
  }

  function atMost(image, side) {
    const longer = Math.max(image.rows, image.columns);
    if (longer <= side) return image;
    const fitted = (n) => Math.max(1, roundHalfUp((n * side) / longer));
    return areaAverage(image, fitted(image.rows), fitted(image.columns));
  }

  function hasLightInk(grey) {
    const { values, rows, columns } = grey;
    const ring = [];
    for (let j = 0; j < columns; j += 1) ring.push(values[j], values[(rows - 1) * columns + j]);
    for (let i = 1; i < rows - 1; i += 1)
      ring.push(values[i * columns], values[i * columns + columns - 1]);
    const edge = median(ring);
    const near = windowMean(grey, Math.max(1, roundHalfUp(Math.max(rows, columns) / 5))).values;
    let skew = 0;
    for (let k = 0; k < values.length; k += 1) {
      const fromEdge = values[k] - edge;
      const fromNear = values[k] - near[k];
      skew += fromEdge * fromEdge * fromEdge + 8 * fromNear * fromNear * fromNear;
    }
    return skew > 0;
  }

  // Otsu's threshold, and the ink with its contrast stretched to [0, 1].
  function stretch(ink) {
    const size = ink.values.length;
    const bins = Uint8Array.from(ink.values, (d) => Math.min(255, Math.floor(d * 256)));
    const counts = new Float64Array(256);
    bins.forEach((bin) => (counts[bin] += 1));
    const whole = counts.reduce((sum, count, bin) => sum + count * bin, 0);
    let [below, moment, best, first, last] = [0, 0, 0, -1, -1];
    for (let k = 0; k < 255; k += 1) {
      below += counts[k];
      moment += counts[k] * k;
      const above = size - below;
      if (below === 0 || above === 0) continue;
      const gap = whole * below - moment * size;
      const variance = gap ** 2 / (below * above);
      if (first < 0 || variance > best) [best, first, last] = [variance, k, k];
      else if (variance === best) last = k;
    }
    if (first < 0) throw new NoDigit("blank");
    const k = (first + last) >> 1;
    const [paperSum, paperCount, inkSum, inkCount] = sums(ink.values, bins, k);
    const paperMean = paperSum / paperCount;
    const contrast = inkSum / inkCount - paperMean;
    if (contrast < 0.08) throw new NoDigit("faint");
    const stretched = map(ink, (d) => clip((d - paperMean - contrast / 4) / (contrast / 2)));
    return { threshold: (k + 1) / 256, stretched };
  }

  function sums(values, bins, k) {
    let [paper, papers, ink, inks] = [0, 0, 0, 0];
    for (let i = 0; i < values.length; i += 1) {
      if (bins[i] > k) {
        ink += values[i];
        inks += 1;
      } else {
        paper += values[i];
        papers += 1;
      }
    }
    return [paper, papers, ink, inks];
  }

  // The connected parts that make up the digit, and their common box.
  function isolate(stretched, ink, threshold) {
    const { rows, columns } = ink;
    const { labels, parts } = connected(ink, threshold);
    const largest = (list) => list.reduce((most, part) => Math.max(most, part.size), 0);
    const inside = parts.filter((part) => !part.touches);
    const touching = parts.filter((part) => part.touches);
    const left = largest(inside) * 25 >= largest(touching) ? inside : parts;
    const most = largest(left);
    const kept = new Set(left.filter((part) => part.size * 20 >= most).map((part) => part.label));
    if (kept.size > 30) throw new NoDigit("specks");
    const isKept = Uint8Array.from({ length: parts.length + 1 }, (_, label) => kept.has(label));
    const chosen = (k) => isKept[labels[k]] === 1;
    const box = bounds(rows, columns, chosen);
    if (Math.max(box.bottom - box.top, box.right - box.left) < 5) throw new NoDigit("small");
    if (Math.min(...crossings(cut(ink, box), threshold)) > 16) throw new NoDigit("specks");
    const digit = make(rows, columns);
    for (let k = 0; k < labels.length; k += 1) {
      if (!chosen(k)) continue;
      around(k, rows, columns, (near) => (digit.values[near] = stretched.values[near]));
    }
    return { digit, box };
  }

  // How often, on average, a walk along a row, or a column, goes into ink or out of it.
  function crossings({ values, rows, columns }, threshold) {
    const isInk = (i, j) =>
      i >= 0 && i < rows && j >= 0 && j < columns && values[i * columns + j] >= threshold;
    let [alongRows, alongColumns] = [0, 0];
    for (let i = 0; i <= rows; i += 1) {
      for (let j = 0; j <= columns; j += 1) {
        if (isInk(i, j) !== isInk(i, j - 1)) alongRows += 1;
        if (isInk(i, j) !== isInk(i - 1, j)) alongColumns += 1;
      }
    }
    return [alongRows / rows, alongColumns / columns];
  }

  // A pixel and its neighbours.
  function around(k, rows, columns, visit) {
    const row = Math.floor(k / columns);
    const column = k % columns;
    const bottom = row < rows - 1 ? row + 1 : row;
    const right = column < columns - 1 ? column + 1 : column;
    for (let i = row > 0 ? row - 1 : row; i <= bottom; i += 1)
      for (let j = column > 0 ? column - 1 : column; j <= right; j += 1) visit(i * columns + j);
  }

  // The 8-connected parts of ink at or above the threshold: label, size, whether at the edge.
  function connected({ values, rows, columns }, threshold) {
    const labels = new Int32Array(values.length);
    const parts = [];
    for (let start = 0; start < values.length; start += 1) {
      if (labels[start] || !(values[start] >= threshold)) continue;
      const part = { label: parts.length + 1, size: 0, touches: false };
      parts.push(part);
      labels[start] = part.label;
      const waiting = [start];
      const visit = (near) => {
        if (labels[near] || !(values[near] >= threshold)) return;
        labels[near] = part.label;
        waiting.push(near);
      };
      while (waiting.length) {
        const k = waiting.pop();
        const row = Math.floor(k / columns);
        const column = k % columns;
        part.size += 1;
        part.touches ||= row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
        around(k, rows, columns, visit);
      }
    }
    return { labels, parts };
  }

  function resize(cropped) {
    const longer = Math.max(cropped.rows, cropped.columns);
    const fitted = (n) => Math.max(1, roundHalfUp((n * FITTED) / longer));
    return areaAverage(cropped, fitted(cropped.rows), fitted(cropped.columns));
  }

  function centre(resized) {
    const sizes = [resized.rows, resized.columns];
    const shift = centreOfMass(resized).map((middle, axis) =>
      Math.min(Math.max(CENTRE - roundHalfUp(middle), 0), SIDE - sizes[axis]),
    );
    const image = new Float64Array(SIDE * SIDE);
    for (let i = 0; i < resized.rows; i += 1) {
      const row = resized.values.subarray(i * resized.columns, (i + 1) * resized.columns);
      image.set(row, (shift[0] + i) * SIDE + shift[1]);
    }
    return { shift, image };
  }
})();
