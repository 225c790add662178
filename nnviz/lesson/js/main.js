// Everything set up, in the order of the page.
"use strict";

nnviz.setUpTheme();
nnviz.setUpFigures();
document.querySelectorAll("[data-lab]").forEach((root) => {
  nnviz.lab = new nnviz.Lab(root);
});
nnviz.setUpQuizzes();
nnviz.setUpContents();
document.documentElement.dataset.ready = "yes";
