// The laboratory: pad, preprocessing, network, answer and inspector, joined.

import { answerWords, Bars } from "./bars.js";
import { element, partOf } from "./elements.js";
import { drawPixels } from "./images.js";
import { Inspector } from "./inspector.js";
import { Pad } from "./pad.js";
import { digit, label, page, text, trained } from "./page.js";
import { NetworkPicture } from "./picture.js";
import { preprocess, shrink } from "./preprocess.js";
import { StepList } from "./steps.js";
import { onTheme } from "./theme.js";

/**
 * @import { ForwardPass } from "./network.js"
 * @import { Fitted } from "./preprocess.js"
 */

const QUIET = 500;
const AT_ONCE = 60;

export class Lab {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.network = trained.copy();
    this.live = partOf(root, "live", HTMLInputElement);
    this.centre = partOf(root, "centre", HTMLInputElement);
    this.words = partOf(root, "answer", HTMLElement);
    this.status = partOf(root, "status", HTMLElement);
    /** @type {ForwardPass | null} */
    this.pass = null;
    /** @type {Fitted} */
    this.fitted = { image: new Float64Array(784), isBlank: true };
    this.frame = 0;
    this.quiet = 0;
    this.pad = new Pad(partOf(root, "pad", HTMLCanvasElement), {
      onChange: (isFinished) => this.drawn(isFinished),
      onSay: (words) => void (this.status.textContent = words),
    });
    this.steps = new StepList(partOf(root, "steps", HTMLElement));
    this.bars = new Bars(partOf(root, "bars", HTMLElement), trained.sizes[trained.sizes.length - 1]);
    /** @type {(layer: number, neuron: number) => void} */
    const onChoose = (layer, neuron) => this.choose(layer, neuron);
    const canvas = partOf(root, "network", HTMLCanvasElement);
    this.picture = new NetworkPicture(canvas, this.network, onChoose);
    this.inspector = new Inspector(partOf(root, "inspector", HTMLElement), this.network, {
      onChoose,
      onTurn: () => this.answer(true),
    });
    this.choose(1, page.sets.weighted_sum.neuron);
    this.controls(root);
    this.shelf(partOf(root, "shelf", HTMLElement));
    this.pad.choose(page.sets.pad[0]);
  }

  /** @param {HTMLElement} root */
  controls(root) {
    /** @type {(name: string, act: () => void) => void} */
    const on = (name, act) => partOf(root, name, HTMLButtonElement).addEventListener("click", act);
    on("undo", () => this.pad.undo());
    on("clear", () => this.pad.clear());
    on("read", () => this.read(true));
    this.live.addEventListener("change", () => this.drawn(true));
    this.centre.addEventListener("change", () => this.read(true));
    /** @type {(name: string, act: (value: string) => void) => void} */
    const onChoice = (name, act) =>
      root
        .querySelectorAll(`input[name="${name}"]`)
        .forEach((one) => one.addEventListener("change", () => act(one.getAttribute("value") ?? "")));
    onChoice("pen", (value) => void (this.pad.width = Number(value)));
    onChoice("lines", (value) => this.picture.showLines(value === "signal" ? "signal" : "weights"));
  }

  /**
   * The shipped digits, each a button.
   * @param {HTMLElement} list
   */
  shelf(list) {
    for (const index of page.sets.pad) {
      const name = text("shelf_digit", { label: label(index), index: index + 1 });
      const canvas = element("canvas", { class: "pixels", "aria-hidden": "true" });
      const draw = () => drawPixels(canvas, digit(index));
      onTheme(draw);
      draw();
      const button = element(
        "button",
        { type: "button", class: "digit", "aria-label": name, onclick: () => this.pad.choose(index) },
        canvas,
      );
      list.append(element("li", {}, button));
    }
  }

  /**
   * @param {number} layer
   * @param {number} neuron
   */
  choose(layer, neuron) {
    this.picture.mark({ layer, neuron });
    this.inspector.choose(layer, neuron);
  }

  /**
   * While the pen moves there is one answer for each picture on the screen, not for each event.
   * @param {boolean} isFinished
   */
  drawn(isFinished) {
    cancelAnimationFrame(this.frame);
    if (this.pass && !this.live.checked) this.say(text("waiting"), isFinished);
    else if (isFinished) this.read(true);
    else this.frame = requestAnimationFrame(() => this.read(false));
  }

  /**
   * From the ink to the 28 x 28 numbers, then through the network.
   * @param {boolean} isFinished
   */
  read(isFinished) {
    const source = this.pad.ink.numbers();
    const fit = this.centre.checked ? preprocess : shrink;
    this.fitted = fit(source.values, source.columns, source.rows);
    this.steps.show(this.fitted, source);
    this.answer(isFinished);
  }

  /** @param {boolean} isFinished */
  answer(isFinished) {
    const pass = this.network.forward(this.fitted.image);
    this.pass = pass;
    const isAnswer = !this.fitted.isBlank;
    this.picture.show(pass, { isFinished, isAnswer });
    this.bars.show(pass, isAnswer);
    this.inspector.show(pass);
    this.say(isAnswer ? answerWords(pass) : text("answer_blank"), isFinished);
  }

  /**
   * The visible words change at once; a screen reader hears them when the drawing rests.
   * @param {string} words
   * @param {boolean} isFinished
   */
  say(words, isFinished) {
    this.words.textContent = words;
    window.clearTimeout(this.quiet);
    const speak = () => void (this.status.textContent = words);
    this.quiet = window.setTimeout(speak, isFinished ? AT_ONCE : QUIET);
  }
}
