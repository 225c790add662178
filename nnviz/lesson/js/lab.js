// The laboratory: pad, preprocessing, network, answer and inspector, joined.

import { answerWords, Bars } from "./bars.js";
import { doubtOf } from "./doubt.js";
import { element, partOf } from "./elements.js";
import { drawPixels } from "./images.js";
import { Inspector } from "./inspector.js";
import { linkOf, stateOf, turnDials, turnedDials } from "./link.js";
import { layerName } from "./names.js";
import { Pad } from "./pad.js";
import { digit, label, page, style, text, trained } from "./page.js";
import { NetworkPicture } from "./picture.js";
import { PassPlayer } from "./player.js";
import { preprocess, shrink } from "./preprocess.js";
import { readout } from "./readout.js";
import { StepList } from "./steps.js";
import { onTheme } from "./theme.js";

/**
 * @import { Pixels } from "./arrays.js"
 * @import { Choice } from "./picture.js"
 * @import { Fitted } from "./preprocess.js"
 */

const QUIET = 500;
const AT_ONCE = 60;
const EMPTY = new Float64Array(trained.sizes[0]);

/** @type {Record<string, [layer: number, neuron: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Lab {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.network = trained.copy();
    this.centre = partOf(root, "centre", HTMLInputElement);
    this.words = partOf(root, "answer", HTMLElement);
    this.status = partOf(root, "status", HTMLElement);
    this.readout = partOf(root, "readout", HTMLElement);
    this.pass = this.network.forward(EMPTY);
    /** @type {Fitted} */
    this.fitted = { image: EMPTY, isBlank: true };
    /** @type {Pixels} what preprocessing was given */
    this.source = { values: EMPTY, columns: 28, rows: 28 };
    /** @type {Choice} */
    this.chosen = { layer: 1, neuron: page.sets.weighted_sum.neuron };
    this.isFocused = false;
    /** @type {ReturnType<typeof doubtOf>} */
    this.doubt = null;
    this.frame = 0;
    this.quiet = 0;
    this.shown = 0;
    /** @type {HTMLAnchorElement | null} */
    this.link = null;
    this.pad = new Pad(partOf(root, "pad", HTMLCanvasElement), {
      onChange: (isFinished) => this.drawn(isFinished),
      onSay: (words) => void (this.status.textContent = words),
    });
    this.steps = new StepList(partOf(root, "steps", HTMLElement));
    this.bars = new Bars(partOf(root, "bars", HTMLElement), trained.sizes[trained.sizes.length - 1]);
    const canvas = partOf(root, "network", HTMLCanvasElement);
    this.picture = new NetworkPicture(canvas, this.network);
    this.player = new PassPlayer(root, trained.sizes.length, (moment) => this.showUntil(moment));
    this.inspector = new Inspector(root, this.network, {
      onChoose: (layer, neuron) => this.choose({ layer, neuron }, this.isFocused),
      onTurn: () => this.answer(true),
    });
    this.choose(this.chosen, false);
    this.controls(root);
    this.touch(canvas);
    this.shelf(partOf(root, "shelf", HTMLElement));
    this.link = partOf(root, "link", HTMLAnchorElement);
    if (!this.follow()) this.take(page.sets.hero[0]);
    window.addEventListener("hashchange", () => this.follow());
  }

  /** Show what the page's address asks for, if it asks for something. */
  follow() {
    const state = stateOf(location.hash, trained, page.digits.labels.length);
    if (!state) return false;
    turnDials(this.network, trained, state.dials);
    this.pad.ink.replace(state.drawing);
    this.choose(state.chosen, false);
    this.pad.changed(true);
    return true;
  }

  /** The link to what is there now. */
  address() {
    const { marks, moved } = this.pad.ink;
    const dials = turnedDials(this.network, trained);
    return linkOf({ drawing: { marks, moved }, chosen: this.chosen, dials });
  }

  /** @param {HTMLElement} root */
  controls(root) {
    /** @type {(name: string, act: () => void) => void} */
    const on = (name, act) => partOf(root, name, HTMLButtonElement).addEventListener("click", act);
    on("undo", () => this.pad.undo());
    on("clear", () => this.pad.clear());
    on("another", () => {
      this.shown = (this.shown + 1) % page.sets.hero.length;
      this.take(page.sets.hero[this.shown]);
    });
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
   * Neurons in the picture: read under the pointer, chosen by click or key.
   * @param {HTMLCanvasElement} canvas
   */
  touch(canvas) {
    canvas.addEventListener("pointermove", (event) => this.say(this.picture.at(event)));
    canvas.addEventListener("pointerleave", () => this.say(null));
    canvas.addEventListener("click", (event) => {
      const found = this.picture.at(event);
      if (!found) return;
      const { layer, neuron } = this.chosen;
      const isAgain = this.isFocused && found.layer === layer && found.neuron === neuron;
      this.choose(found, !isAgain);
    });
    canvas.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (arrow) this.walk(...arrow);
      else if (event.key === "Enter" || event.key === " ") this.choose(this.chosen, !this.isFocused);
      else if (event.key === "Escape") this.choose(this.chosen, false);
      else return;
      event.preventDefault();
    });
  }

  /**
   * From the chosen neuron to a neighbour.
   * @param {number} layers
   * @param {number} neurons
   */
  walk(layers, neurons) {
    const { sizes } = this.network;
    /** @type {(value: number, most: number) => number} */
    const within = (value, most) => Math.max(0, Math.min(most, value));
    const layer = within(this.chosen.layer + layers, sizes.length - 1);
    const neuron = within(this.chosen.neuron + neurons, sizes[layer] - 1);
    this.choose({ layer, neuron }, true);
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
        { type: "button", class: "digit", "aria-label": name, onclick: () => this.take(index) },
        canvas,
      );
      list.append(element("li", {}, button));
    }
  }

  /**
   * A shipped digit, and its pass from the first layer on.
   * @param {number} index
   */
  take(index) {
    this.pad.choose(index);
    this.player.play();
  }

  /**
   * @param {Choice} chosen
   * @param {boolean} isFocused whether only its lines are lit
   */
  choose(chosen, isFocused) {
    this.chosen = chosen;
    this.isFocused = isFocused;
    this.picture.mark(chosen, isFocused);
    this.inspector.choose(chosen.layer, chosen.neuron);
    this.say(chosen);
    if (this.link) this.link.href = this.address();
  }

  /**
   * The numbers of a neuron, or of the chosen one; only what the pass has come to.
   * @param {Choice | null} shown
   */
  say(shown) {
    const one = shown ?? this.chosen;
    const isKnown = this.player.moment >= one.layer + 1;
    const focus = this.isFocused ? this.chosen : null;
    this.readout.textContent = isKnown ? readout(this.network, this.pass, one, focus) : this.stage();
  }

  /** Where the pass is, in words. */
  stage() {
    const { moment } = this.player;
    if (moment === 0) return text("stage_dark");
    if (moment < 1) return text("stage_pixels");
    const layer = Math.floor(moment);
    const isThere = moment === layer;
    const key = isThere ? "stage_there" : "stage_travel";
    return text(key, { layer: layerName(this.network, isThere ? layer - 1 : layer) });
  }

  /**
   * While the pen moves there is one answer for each picture on the screen, not for each event.
   * @param {boolean} isFinished
   */
  drawn(isFinished) {
    cancelAnimationFrame(this.frame);
    if (isFinished) this.read(true);
    else this.frame = requestAnimationFrame(() => this.read(false));
  }

  /**
   * From the ink to the 28 x 28 numbers, then through the network.
   * @param {boolean} isFinished
   */
  read(isFinished) {
    const isPrepared = this.centre.checked;
    this.source = isPrepared ? this.pad.ink.near() : this.pad.ink.whole();
    const { values, columns, rows } = this.source;
    this.fitted = (isPrepared ? preprocess : shrink)(values, columns, rows);
    this.steps.show(this.fitted, this.source);
    this.answer(isFinished);
  }

  /** @param {boolean} isFinished */
  answer(isFinished) {
    this.pass = this.network.forward(this.fitted.image);
    this.doubt = isFinished ? this.doubted() : null;
    this.picture.show(this.pass, { isFinished, isAnswer: !this.fitted.isBlank });
    this.inspector.show(this.pass);
    this.player.finish();
    if (isFinished && this.link) this.link.href = this.address();
    window.clearTimeout(this.quiet);
    this.quiet = window.setTimeout(() => this.speak(), isFinished ? AT_ONCE : QUIET);
  }

  /** What seems wrong with the drawing; asked when it is finished. */
  doubted() {
    const { image, isBlank, raw } = this.fitted;
    if (isBlank || raw) return null;
    const others = "others" in this.fitted ? this.fitted.others : 0;
    return doubtOf(image, others, this.network, style.calibration);
  }

  wordsOfAnswer() {
    const words = answerWords(this.pass);
    return this.doubt ? `${words} ${text(`doubt_${this.doubt}`)}` : words;
  }

  /**
   * Bars and words as far as the pass has come: no output is known before its end.
   * @param {number} moment
   */
  showUntil(moment) {
    this.picture.showUntil(moment);
    const isKnown = moment >= this.player.last && !this.fitted.isBlank;
    if (isKnown) this.bars.show(this.pass);
    else this.bars.blank();
    if (isKnown) this.words.textContent = this.wordsOfAnswer();
    else this.words.textContent = this.fitted.isBlank ? text("answer_blank") : this.stage();
    this.say(null);
  }

  /** The visible words change at once; a screen reader hears them when the drawing rests. */
  speak() {
    this.status.textContent = this.words.textContent;
  }
}
