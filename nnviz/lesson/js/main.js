// Everything set up, in the order of the page.

import { doubtOf } from "./doubt.js";
import { bytes } from "./arrays.js";
import { setUpContents } from "./contents.js";
import * as encoding from "./encoding.js";
import { setUpFigures } from "./figures.js";
import { Lab } from "./lab.js";
import { digit, style, trained } from "./page.js";
import { preprocess } from "./preprocess.js";
import { setUpQuizzes } from "./quiz.js";
import { setUpTheme } from "./theme.js";

setUpTheme();
setUpFigures();
const labs = Array.from(document.querySelectorAll("[data-lab]"), (root) =>
  new Lab(/** @type {HTMLElement} */ (root)),
);
setUpQuizzes();
setUpContents();

// For the browser's console: what a curious reader, or a test, may ask and change.
Object.assign(globalThis, {
  nnviz: { lab: labs[0], network: trained, digit, preprocess, bytes, doubtOf, encoding, style },
});
document.documentElement.dataset.ready = "yes";
