// What every other script of the page uses: the data, the words, elements, numbers and colours.
"use strict";

const nnviz = {};

(function () {
  nnviz.page = JSON.parse(document.getElementById("nnviz-data").textContent);

  // Words come from the language file; {name} in them is filled in.
  nnviz.text = function (key, values = {}) {
    const found = nnviz.page.strings[key];
    if (found === undefined) throw new Error(`no words for ${key}`);
    return found.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  };

  nnviz.element = function (tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };

  nnviz.shape = function (tag, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // A number as people write it: a real minus sign, no minus before a zero.
  nnviz.number = function (value, decimals = 2) {
    const fixed = Math.abs(value).toFixed(decimals);
    return value < 0 && Number(fixed) !== 0 ? `\u2212${fixed}` : fixed;
  };

  nnviz.whole = (value) => value.toLocaleString(document.documentElement.lang);

  // A canvas drawn at the resolution of the screen; coordinates are CSS pixels.
  nnviz.prepare = function (canvas, width, height) {
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    const across = Math.round(width * ratio);
    const down = Math.round(height * ratio);
    if (canvas.width !== across || canvas.height !== down) {
      canvas.width = across;
      canvas.height = down;
    }
    const context = canvas.getContext("2d");
    context.setTransform(across / width, 0, 0, down / height, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  };

  nnviz.isDark = function () {
    const chosen = document.documentElement.dataset.theme;
    if (chosen === "dark" || chosen === "light") return chosen === "dark";
    return !window.matchMedia("(prefers-color-scheme: light)").matches;
  };

  nnviz.theme = () => nnviz.page.themes[nnviz.isDark() ? "dark" : "light"];

  nnviz.rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

  const watchers = [];
  nnviz.onTheme = (draw) => watchers.push(draw);
  nnviz.themeChanged = () => watchers.forEach((draw) => draw());

  nnviz.bytes = function (base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return bytes;
  };

  // The shipped digits, as bytes and as the numbers in [0, 1] that the network takes.
  const pixels = nnviz.bytes(nnviz.page.digits.pixels);
  nnviz.digitBytes = (index) => pixels.subarray(index * 784, (index + 1) * 784);
  nnviz.digit = (index) => Float64Array.from(nnviz.digitBytes(index), (byte) => byte / 255);
  nnviz.label = (index) => nnviz.page.digits.labels[index];
})();
