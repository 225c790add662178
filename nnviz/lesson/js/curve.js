// The sigmoid with a dot on it, and other curves, as SVG that follows the theme by its classes.
"use strict";

(function () {
  const HEIGHT = 170;
  const EDGE = 26;

  class Curve {
    // bounds: the least and greatest z; top: the greatest a shown.
    constructor(label, { low = -8, high = 8, top = 1, width = 320 } = {}) {
      this.width = width;
      this.low = low;
      this.high = high;
      this.top = top;
      this.svg = nnviz.shape("svg", {
        viewBox: `0 0 ${width} ${HEIGHT}`,
        class: "curve",
        role: "img",
        "aria-label": label,
      });
      this.line = nnviz.shape("path", { class: "curve-line" });
      this.guide = nnviz.shape("path", { class: "curve-guide" });
      this.dot = nnviz.shape("circle", { r: 6, class: "curve-dot" });
      this.svg.append(...this.axes(), this.line, this.guide, this.dot);
    }

    x(z) {
      const limited = Math.max(this.low, Math.min(this.high, z));
      return EDGE + ((limited - this.low) / (this.high - this.low)) * (this.width - 2 * EDGE);
    }

    y(a) {
      return HEIGHT - EDGE - (a / this.top) * (HEIGHT - 2 * EDGE);
    }

    axes() {
      const word = (x, y, text, anchor = "middle") =>
        nnviz.shape("text", { x, y, class: "curve-word", "text-anchor": anchor }, text);
      const path = `M${EDGE} ${this.y(0)}H${this.width - EDGE}M${this.x(0)} ${EDGE - 8}V${this.y(0)}`;
      return [
        nnviz.shape("path", { d: path, class: "curve-axis" }),
        nnviz.shape("path", {
          d: `M${EDGE} ${this.y(this.top)}H${this.width - EDGE}`,
          class: "curve-grid",
        }),
        word(EDGE, HEIGHT - 8, nnviz.number(this.low, 0)),
        word(this.x(0), HEIGHT - 8, "0"),
        word(this.width - EDGE, HEIGHT - 8, nnviz.number(this.high, 0)),
        word(EDGE - 6, this.y(this.top) + 4, nnviz.number(this.top, 0), "end"),
        word(EDGE - 6, this.y(0) + 4, "0", "end"),
      ];
    }

    draw(f) {
      const points = Array.from({ length: 161 }, (_, i) => {
        const z = this.low + ((this.high - this.low) * i) / 160;
        return `${this.x(z).toFixed(2)} ${this.y(f(z)).toFixed(2)}`;
      });
      this.line.setAttribute("d", `M${points.join("L")}`);
    }

    mark(z, a) {
      const x = this.x(z);
      const y = this.y(a);
      this.guide.setAttribute("d", `M${x} ${this.y(0)}V${y}H${EDGE}`);
      this.dot.setAttribute("cx", x);
      this.dot.setAttribute("cy", y);
    }
  }

  nnviz.Curve = Curve;
})();
