// Light or dark: what the system says, unless the reader chooses; the choice is remembered.

import { page } from "./page.js";

const KEY = "nnviz-theme";

/** @type {(() => void)[]} */
const watchers = [];

/**
 * What to draw again when the colours change.
 * @param {() => void} draw
 */
export const onTheme = (draw) => void watchers.push(draw);

const themeChanged = () => watchers.forEach((draw) => draw());

/** Whether light is drawn on dark. */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen === "dark";
  return !window.matchMedia("(prefers-color-scheme: light)").matches;
}

/** The colours of now. */
export const currentTheme = () => page.themes[isDark() ? "dark" : "light"];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser may keep nothing for pages from disk
  }
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // then the choice lasts as long as the page
  }
}

/** @param {string} choice */
function apply(choice) {
  if (choice === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  themeChanged();
}

export function setUpTheme() {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById("theme"));
  const before = remembered();
  const choice = before === "dark" || before === "light" ? before : "auto";
  select.value = choice;
  apply(choice);
  select.addEventListener("change", () => {
    remember(select.value);
    apply(select.value);
  });
  const system = window.matchMedia("(prefers-color-scheme: light)");
  system.addEventListener("change", themeChanged);
  // Paper is white, whatever the screen was.
  let onScreen = "auto";
  window.addEventListener("beforeprint", () => {
    onScreen = document.documentElement.dataset.theme ?? "auto";
    apply("light");
  });
  window.addEventListener("afterprint", () => apply(onScreen));
}
