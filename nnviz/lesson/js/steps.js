// The preprocessing, shown: what was drawn, its box, the 20 pixels, the 28 x 28.
"use strict";

(function () {
  class Steps {
    constructor(list) {
      this.list = list;
      nnviz.onTheme(() => this.last && this.show(...this.last));
    }

    show(fitted, source) {
      this.last = [fitted, source];
      const steps = fitted.isBlank || fitted.raw ? this.short(fitted, source) : this.whole(fitted, source);
      const items = steps.map(({ key, words = {}, draw }) => {
        const label = nnviz.text(key, words);
        const canvas = nnviz.element("canvas", { class: "pixels", "aria-hidden": "true" });
        draw(canvas);
        const frame = nnviz.element("span", { class: "step-frame" }, canvas);
        return nnviz.element("li", {}, frame, nnviz.element("span", { class: "step-words" }, label));
      });
      this.list.replaceChildren(...items);
    }

    short(fitted, { values, columns }) {
      const key = fitted.isBlank ? `step_${fitted.reason ?? "blank"}` : "step_raw";
      return [
        { key: "step_source", draw: (canvas) => nnviz.drawPixels(canvas, values, columns) },
        { key, draw: (canvas) => nnviz.drawPixels(canvas, fitted.image) },
      ];
    }

    whole(fitted, { values, columns }) {
      const { box, resized, shift } = fitted;
      const size = { width: box.right - box.left, height: box.bottom - box.top };
      const image = (canvas) => nnviz.drawPixels(canvas, fitted.image);
      const source = {
        key: "step_source",
        draw: (canvas) => nnviz.drawPixels(canvas, values, columns),
      };
      if (fitted.unchanged)
        return [{ ...source, key: "step_given" }, { key: "step_unchanged", draw: image }];
      return [
        source,
        { key: "step_box", words: size, draw: (canvas) => this.box(canvas, fitted) },
        {
          key: "step_resized",
          words: { width: resized.columns, height: resized.rows },
          draw: (canvas) => nnviz.drawPixels(canvas, resized.values, resized.columns),
        },
        { key: "step_centred", words: { row: shift[0], column: shift[1] }, draw: image },
      ];
    }

    box(canvas, { digit, box }) {
      nnviz.drawPixels(canvas, digit.values, digit.columns);
      const context = canvas.getContext("2d");
      const line = Math.max(1, digit.columns / 70);
      context.strokeStyle = nnviz.theme().accent;
      context.lineWidth = line;
      context.strokeRect(
        box.left - line / 2,
        box.top - line / 2,
        box.right - box.left + line,
        box.bottom - box.top + line,
      );
    }
  }

  nnviz.Steps = Steps;
})();
