// The questions: an attempt first, then whether it was right, and why.

import { element, partOf } from "./elements.js";
import { page, text } from "./page.js";

/** @import { Question } from "./page.js" */

/** @param {HTMLFormElement} form */
function setUp(form) {
  const question = page.quizzes.find(({ id }) => id === form.dataset.quiz);
  if (!question) return;
  const result = partOf(form, "result", HTMLElement);
  // What was said about another choice would be wrong about this one.
  form.addEventListener("change", () => {
    result.className = "result";
    result.replaceChildren();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const attempt = question.kind === "order" ? order(form) : choice(form);
    if (attempt === null) {
      result.textContent = text(question.kind === "order" ? "quiz_order_first" : "quiz_first");
      result.className = "result";
      return;
    }
    const isRight = JSON.stringify(attempt) === JSON.stringify(question.answer);
    show(question, result, isRight);
  });
}

/** @param {HTMLFormElement} form */
function choice(form) {
  const chosen = form.querySelector("input:checked");
  return chosen instanceof HTMLInputElement ? Number(chosen.value) : null;
}

/**
 * The items in the order of the places given to them; null until each place is taken once.
 * @param {HTMLFormElement} form
 */
function order(form) {
  const places = Array.from(form.querySelectorAll("select"), (select) => Number(select.value));
  const isWhole = new Set(places).size === places.length && places.every((place) => place > 0);
  if (!isWhole) return null;
  const items = places.map((place, item) => [place, item]).sort((a, b) => a[0] - b[0]);
  return items.map(([, item]) => item);
}

/** @param {Question} question */
function rightAnswer(question) {
  if (question.kind === "choice") return question.choices[question.answer];
  return question.answer.map((item) => question.items[item].name).join(", ");
}

/**
 * @param {Question} question
 * @param {HTMLElement} result
 * @param {boolean} isRight
 */
function show(question, result, isRight) {
  const verdict = text(isRight ? "quiz_right" : "quiz_wrong");
  const answer = text("quiz_answer", { answer: rightAnswer(question).replace(/\.$/, "") });
  result.className = `result ${isRight ? "right" : "wrong"}`;
  result.replaceChildren(element("strong", {}, verdict), ` ${answer} ${question.explanation}`);
}

/** Let every question of the page be answered. */
export const setUpQuizzes = () => {
  for (const form of document.querySelectorAll("form")) if (form.dataset.quiz) setUp(form);
};
