// The questions: an attempt first, then whether it was right, and why.
"use strict";

(function () {
  function setUp(form) {
    const question = nnviz.page.quizzes.find(({ id }) => id === form.dataset.quiz);
    const result = form.querySelector('[data-part="result"]');
    const given = question.kind === "order" ? () => order(form) : () => choice(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const attempt = given();
      if (attempt === null) {
        result.textContent = nnviz.text(question.kind === "order" ? "quiz_order_first" : "quiz_first");
        result.className = "result";
        return;
      }
      const isRight = JSON.stringify(attempt) === JSON.stringify(question.answer);
      show(form, question, result, isRight);
    });
  }

  function choice(form) {
    const chosen = form.querySelector("input:checked");
    return chosen ? Number(chosen.value) : null;
  }

  // The places given to the items; null until each place is taken once.
  function order(form) {
    const places = Array.from(form.querySelectorAll("select"), (select) => Number(select.value));
    const isWhole = new Set(places).size === places.length && places.every((place) => place > 0);
    if (!isWhole) return null;
    const items = places.map((place, item) => [place, item]).sort((a, b) => a[0] - b[0]);
    return items.map(([, item]) => item);
  }

  function show(form, question, result, isRight) {
    const verdict = nnviz.text(isRight ? "quiz_right" : "quiz_wrong");
    const right =
      question.kind === "order"
        ? question.answer.map((item) => question.items[item].name).join(", ")
        : question.choices[question.answer];
    result.className = `result ${isRight ? "right" : "wrong"}`;
    result.replaceChildren(
      nnviz.element("strong", {}, verdict),
      ` ${nnviz.text("quiz_answer", { answer: right })} ${question.explanation}`,
    );
    form.classList.add("answered");
  }

  nnviz.setUpQuizzes = () => document.querySelectorAll("form[data-quiz]").forEach(setUp);
})();
