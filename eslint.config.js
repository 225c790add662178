import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/.venv/", "media/", "build/", "dist/", "nnviz/assets/reveal/reveal.js"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-shadow": "error",
      "no-console": "error",
      "max-lines": ["error", 300],
      "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_" }],
    },
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
  },
  { files: ["nnviz/lesson/js/**"], languageOptions: { globals: globals.browser } },
  {
    files: ["nnviz/assets/reveal/deck.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser, Reveal: "readonly" } },
  },
  { files: ["tests/js/**"], languageOptions: { globals: globals.node } },
];
