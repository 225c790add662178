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
    const [best, next] = [pass.outputs[first], pass.outputs[second]];
    return nnviz.text(`answer_${nnviz.certainty(best, next)}`, {
      digit: first,
      value: nnviz.number(best),
      next: second,
      next_value: nnviz.number(next),
      least: nnviz.number(nnviz.page.style.guess_below, 1),
    });
  };

  // How sure an answer is, by the rule of the Python package.
  nnviz.certainty = function (best, second) {
    const style = nnviz.page.style;
    if (best < style.guess_below) return "guess";
    if (second > style.close_share * best) return "close";
    return best < style.very_sure_from ? "quite" : "very";
  };

  nnviz.Bars = Bars;
})();
