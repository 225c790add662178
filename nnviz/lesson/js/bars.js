// The ten outputs as bars, and the answer in words.

import { element } from "./elements.js";
import { activationOpacity, activationScale, certainty } from "./encoding.js";
import { number } from "./numbers.js";
import { style, text } from "./page.js";

/** @import { ForwardPass } from "./network.js" */

export class Bars {
  /**
   * @param {HTMLElement} list
   * @param {number} count
   */
  constructor(list, count) {
    this.rows = Array.from({ length: count }, (_, digit) => {
      const bar = element("span", { class: "bar-fill" });
      const value = element("span", { class: "bar-value" });
      const row = element(
        "li",
        { class: "bar" },
        element("span", { class: "bar-name" }, String(digit)),
        element("span", { class: "bar-track", "aria-hidden": "true" }, bar),
        value,
      );
      list.append(row);
      return { row, bar, value };
    });
  }

  /** No output is known. */
  blank() {
    for (const { row, bar, value } of this.rows) {
      bar.style.setProperty("--level", "0%");
      value.textContent = text("unknown");
      row.classList.remove("winner");
    }
  }

  /** @param {ForwardPass} pass */
  show(pass) {
    const scale = activationScale(pass.outputs);
    this.rows.forEach(({ row, bar, value }, digit) => {
      const a = pass.outputs[digit];
      bar.style.setProperty("--level", `${100 * activationOpacity(Math.max(0, a), scale)}%`);
      value.textContent = number(a, 3);
      row.classList.toggle("winner", digit === pass.prediction);
    });
  }
}

/**
 * In words: the answer, how sure, and what comes next.
 * @param {ForwardPass} pass
 */
export function answerWords(pass) {
  const [first, second] = pass.ranking;
  const [best, next] = [pass.outputs[first], pass.outputs[second]];
  return text(`answer_${certainty(best, next, style)}`, {
    digit: first,
    value: number(best),
    next: second,
    next_value: number(next),
  });
}
