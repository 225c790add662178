// What has been drawn: a list of marks that can be taken back, and its ink as numbers.
"use strict";

(function () {
  const SIDE = 280;

  class Ink {
    constructor() {
      this.marks = [];
      this.moved = [0, 0];
      this.raster = nnviz.element("canvas", { width: SIDE, height: SIDE });
    }

    get isEmpty() {
      return this.marks.length === 0;
    }

    // A mark is a stroke {points, width} in pad units (0 to 280) or a shipped digit {digit}.
    add(mark) {
      this.marks.push({ ...mark, before: this.moved.slice() });
    }

    undo() {
      const last = this.marks.pop();
      if (last) this.moved = last.before;
    }

    clear() {
      this.marks = [];
      this.moved = [0, 0];
    }

    choose(digit) {
      this.clear();
      this.add({ digit });
    }

    move(across, down) {
      const limited = (value) => Math.max(-SIDE, Math.min(SIDE, value));
      this.moved = [limited(this.moved[0] + across), limited(this.moved[1] + down)];
    }

    // The bytes of a shipped digit, as long as nothing was drawn on it and it stands in its place.
    get untouchedDigit() {
      const [only] = this.marks;
      const still = this.moved[0] === 0 && this.moved[1] === 0;
      return this.marks.length === 1 && only.digit !== undefined && still ? only.digit : null;
    }

    // Draw all marks in white, whatever the scale of the context.
    paint(context, color) {
      context.save();
      context.translate(...this.moved);
      context.strokeStyle = color;
      context.lineCap = "round";
      context.lineJoin = "round";
      for (const mark of this.marks) {
        if (mark.digit === undefined) this.stroke(context, mark);
        else this.pixels(context, mark.digit, color);
      }
      context.restore();
    }

    pixels(context, digit, color) {
      const small = nnviz.element("canvas", { width: 28, height: 28 }).getContext("2d");
      const image = small.createImageData(28, 28);
      const channels = nnviz.rgb(color);
      nnviz.digitBytes(digit).forEach((byte, k) => image.data.set([...channels, byte], 4 * k));
      small.putImageData(image, 0, 0);
      context.imageSmoothingEnabled = false;
      context.drawImage(small.canvas, 0, 0, SIDE, SIDE);
    }

    // A smooth line through the middles of the points.
    stroke(context, { points, width }) {
      const [first] = points;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...first);
      for (let i = 1; i < points.length - 1; i += 1) {
        const [x, y] = points[i];
        const [nextX, nextY] = points[i + 1];
        context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
      }
      const last = points[points.length - 1];
      context.lineTo(last[0], last[1] + (points.length === 1 ? 0.01 : 0));
      context.stroke();
    }

    // The ink in [0, 1]: 28 x 28 for an untouched digit, otherwise the whole pad.
    numbers() {
      const digit = this.untouchedDigit;
      if (digit !== null) return { values: nnviz.digit(digit), columns: 28, rows: 28 };
      const context = this.raster.getContext("2d", { willReadFrequently: true });
      context.clearRect(0, 0, SIDE, SIDE);
      this.paint(context, "#ffffff");
      const { data } = context.getImageData(0, 0, SIDE, SIDE);
      const values = new Float64Array(SIDE * SIDE);
      for (let k = 0; k < values.length; k += 1) values[k] = data[4 * k + 3] / 255;
      return { values, columns: SIDE, rows: SIDE };
    }
  }

  Ink.SIDE = SIDE;
  nnviz.Ink = Ink;
})();
