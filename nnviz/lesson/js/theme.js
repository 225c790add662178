// Light or dark: what the system says, unless the reader chooses; the choice is remembered.
"use strict";

(function () {
  const KEY = "nnviz-theme";

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser may keep nothing for pages from disk
    }
  }

  function remember(choice) {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // then the choice lasts as long as the page
    }
  }

  function apply(choice) {
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    nnviz.themeChanged();
  }

  nnviz.setUpTheme = function () {
    const select = document.getElementById("theme");
    const choice = ["dark", "light"].includes(remembered()) ? remembered() : "auto";
    select.value = choice;
    apply(choice);
    select.addEventListener("change", () => {
      remember(select.value);
      apply(select.value);
    });
    const system = window.matchMedia("(prefers-color-scheme: light)");
    system.addEventListener("change", () => nnviz.themeChanged());
    // Paper is white, whatever the screen was.
    let before = null;
    window.addEventListener("beforeprint", () => {
      before = document.documentElement.dataset.theme ?? "auto";
      apply("light");
    });
    window.addEventListener("afterprint", () => apply(before ?? "auto"));
  };
})();
