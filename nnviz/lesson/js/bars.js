// The ten outputs as bars, and the answer in words.
"use strict";

(function () {
  class Bars {
    constructor(list, count) {
      this.rows = Array.from({ length: count }, (_, digit) => {
        const bar = nnviz.element("span", { class: "bar-fill" });
        const value = nnviz.element("span", { class: "bar-value" });
        const row = nnviz.element(
          "li",
          { class: "bar" },
          nnviz.element("span", { class: "bar-name" }, String(digit)),
          nnviz.element("span", { class: "bar-track", "aria-hidden": "true" }, bar),
          value,
        );
        list.append(row);
        return { row, bar, value };
      });
    }

    show(pass) {
      const full = nnviz.fullLight(Array.from(pass.outputs));
      this.rows.forEach(({ row, bar, value }, digit) => {
        const a = pass.outputs[digit];
        bar.style.width = `${Math.min(100, (100 * Math.max(0, a)) / full)}%`;
        value.textContent = nnviz.number(a, 3);
        row.classList.toggle("winner", digit === pass.prediction);
      });
    }
  }

  // In words: the answer, how sure, and what comes next.
  nnviz.answer = function (pass) {
    const [first, second] = pass.ranking;
    const sure = pass.outputs[first];
    const key = sure >= 0.8 ? "answer_sure" : sure >= 0.5 ? "answer_fair" : "answer_unsure";
    return nnviz.text(key, {
      digit: first,
      value: nnviz.number(sure),
      next: second,
      next_value: nnviz.number(pass.outputs[second]),
    });
  };

  nnviz.Bars = Bars;
})();
