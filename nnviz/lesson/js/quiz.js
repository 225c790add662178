// The questions: an attempt first, a hint when it was wrong, the answer when it was right or asked for.

import { element, partOf } from "./elements.js";
import { page, text } from "./page.js";

/** @import { Question } from "./page.js" */

/** What was answered rightly stays on this device, for this network. */
class Score {
  constructor() {
    this.key = `nnviz-right-${page.network.digest}`;
    /** @type {Set<string>} */
    this.right = new Set();
    try {
      this.right = new Set(JSON.parse(localStorage.getItem(this.key) ?? "[]"));
    } catch {
      // A browser may keep nothing: then the score lasts as long as the page.
    }
  }

  /** @param {string} id */
  add(id) {
    this.right.add(id);
    try {
      localStorage.setItem(this.key, JSON.stringify(Array.from(this.right)));
    } catch {
      // As above.
    }
  }

  show() {
    const count = page.quizzes.filter(({ id }) => this.right.has(id)).length;
    const words = count ? text("quiz_score", { count, all: page.quizzes.length }) : "";
    for (const line of document.querySelectorAll('form [data-part="score"]')) line.textContent = words;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Score} score
 */
function setUp(form, score) {
  const question = page.quizzes.find(({ id }) => id === form.dataset.quiz);
  if (!question) return;
  const result = partOf(form, "result", HTMLElement);
  const asked = partOf(form, "show", HTMLButtonElement);
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
    asked.hidden = isRight;
    if (isRight) {
      score.add(question.id);
      score.show();
      tell(question, result, text("quiz_right"));
    } else {
      result.className = "result wrong";
      const verdict = element("strong", {}, text("quiz_wrong"));
      result.replaceChildren(verdict, ` ${hint(question, attempt)}`);
    }
  });
  asked.addEventListener("click", () => {
    asked.hidden = true;
    tell(question, result, "");
  });
}

/**
 * What to think of after this wrong attempt.
 * @param {Question} question
 * @param {number | number[]} attempt
 */
function hint(question, attempt) {
  if (typeof attempt === "number") return question.hints[attempt];
  const { answer } = /** @type {{ answer: number[] }} */ (question);
  const count = attempt.filter((item, place) => item === answer[place]).length;
  return `${text("quiz_places", { count, all: answer.length })} ${question.hints[0]}`;
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
 * The answer and why.
 * @param {Question} question
 * @param {HTMLElement} result
 * @param {string} verdict
 */
function tell(question, result, verdict) {
  const answer = text("quiz_answer", { answer: rightAnswer(question).replace(/\.$/, "") });
  result.className = verdict ? "result right" : "result";
  const first = verdict ? [element("strong", {}, verdict), " "] : [];
  result.replaceChildren(...first, `${answer} ${question.explanation}`);
}

/** Let every question of the page be answered. */
export const setUpQuizzes = () => {
  const score = new Score();
  for (const form of document.querySelectorAll("form")) if (form.dataset.quiz) setUp(form, score);
  score.show();
};
