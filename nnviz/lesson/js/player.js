// The pass layer by layer: played, slowed, or taken step by step.
//
// A moment of the pass is one number. At 0 nothing is known; at 1 the pixels hold their numbers; at
// k + 1 the k-th layer after them does; between two whole numbers signals are on their way.

import { partOf } from "./elements.js";
import { text } from "./page.js";

const LAYER = 900;

export class PassPlayer {
  /**
   * @param {HTMLElement} root with the buttons back, play and forward, and the choice of pace
   * @param {number} last the moment at which the outputs are known
   * @param {(moment: number) => void} onMoment
   */
  constructor(root, last, onMoment) {
    this.last = last;
    this.onMoment = onMoment;
    this.moment = last;
    this.frame = 0;
    this.before = 0;
    this.button = partOf(root, "play", HTMLButtonElement);
    this.pace = partOf(root, "pace", HTMLSelectElement);
    this.button.addEventListener("click", () => (this.frame ? this.pause() : this.play()));
    partOf(root, "back", HTMLButtonElement).addEventListener("click", () => this.step(-1));
    partOf(root, "forward", HTMLButtonElement).addEventListener("click", () => this.step(1));
  }

  /** On from here; from the end, from the beginning. Where motion is reduced, at once. */
  play() {
    if (this.moment >= this.last) this.show(0);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.finish();
    this.pause();
    this.button.textContent = text("pause");
    this.before = performance.now();
    this.frame = requestAnimationFrame((now) => this.advance(now));
  }

  /** @param {number} now */
  advance(now) {
    const passed = Math.max(0, now - this.before) / (LAYER * Number(this.pace.value));
    this.before = now;
    this.show(Math.min(this.last, this.moment + passed));
    if (this.moment >= this.last) this.pause();
    else this.frame = requestAnimationFrame((next) => this.advance(next));
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.button.textContent = text("play");
  }

  /**
   * To the next whole layer, or the last one.
   * @param {1 | -1} way
   */
  step(way) {
    this.pause();
    const next = way > 0 ? Math.floor(this.moment) + 1 : Math.ceil(this.moment) - 1;
    this.show(Math.max(0, Math.min(this.last, next)));
  }

  /** Everything is known. */
  finish() {
    this.pause();
    this.show(this.last);
  }

  /** @param {number} moment */
  show(moment) {
    this.moment = moment;
    this.onMoment(moment);
  }
}
