// The pad: draw with mouse, pen, finger or keys.

import { fontOf, prepare } from "./elements.js";
import { Ink, SIDE } from "./ink.js";
import { text } from "./page.js";
import { currentTheme, onTheme } from "./theme.js";

/**
 * @import { Stroke } from "./ink.js"
 * @import { Theme } from "./page.js"
 */

const STEP = 10;
const MEDIUM = 24;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} listeners
   * @param {(isFinished: boolean) => void} listeners.onChange true when a mark is finished
   * @param {(words: string) => void} listeners.onSay what a screen reader is to hear
   */
  constructor(canvas, { onChange, onSay }) {
    this.canvas = canvas;
    this.ink = new Ink();
    this.onChange = onChange;
    this.onSay = onSay;
    this.width = MEDIUM;
    /** @type {number | null} */
    this.pointer = null;
    /** @type {Stroke} */
    this.stroke = { points: [], width: MEDIUM };
    this.pen = { x: SIDE / 2, y: SIDE / 2, isDown: false, isShown: false };
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.follow(event));
    canvas.addEventListener("pointerup", (event) => this.end(event));
    canvas.addEventListener("pointercancel", (event) => this.end(event));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focus", () => this.showPen(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => this.showPen(false));
    onTheme(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** @param {boolean} isFinished */
  changed(isFinished) {
    this.draw();
    this.onChange(isFinished);
  }

  /**
   * @param {MouseEvent} event
   * @returns {[number, number]}
   */
  spot(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) * SIDE) / box.width;
    const y = ((event.clientY - box.top) * SIDE) / box.height;
    return [x - this.ink.moved[0], y - this.ink.moved[1]];
  }

  /**
   * On a shipped digit that nobody has touched, a stroke begins a new drawing.
   * @param {[number, number]} spot
   */
  startStroke(spot) {
    if (this.ink.untouchedDigit !== null) this.ink.clear();
    this.stroke = { points: [spot], width: this.width };
    this.ink.add(this.stroke);
  }

  /** @param {PointerEvent} event */
  begin(event) {
    if (this.pointer !== null || (event.pointerType === "mouse" && event.button !== 0)) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.showPen(false);
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.startStroke(this.spot(event));
    this.changed(false);
  }

  /**
   * A browser may fold several movements into one event: take them all.
   * @param {PointerEvent} event
   */
  follow(event) {
    if (event.pointerId !== this.pointer) return;
    const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    for (const one of all.length ? all : [event]) this.stroke.points.push(this.spot(one));
    this.changed(false);
  }

  /** @param {PointerEvent} event */
  end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.changed(true);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) this.ink.move(arrow[0] * STEP, arrow[1] * STEP);
    else if (arrow) this.walk(...arrow);
    else if (event.key === " " || event.key === "Enter") this.lift();
    else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) this.ink.undo();
    else if (event.key === "Backspace") this.ink.undo();
    else if (event.key === "Delete") this.ink.clear();
    else return;
    event.preventDefault();
    this.pen.isShown = true;
    this.changed(true);
  }

  /**
   * @param {number} across
   * @param {number} down
   */
  walk(across, down) {
    /** @param {number} value */
    const inside = (value) => Math.max(0, Math.min(SIDE, value));
    this.pen.x = inside(this.pen.x + across * STEP);
    this.pen.y = inside(this.pen.y + down * STEP);
    if (this.pen.isDown) this.stroke.points.push(this.penSpot());
  }

  lift() {
    this.pen.isDown = !this.pen.isDown;
    this.onSay(text(this.pen.isDown ? "pen_down" : "pen_up"));
    if (this.pen.isDown) this.startStroke(this.penSpot());
  }

  /** @returns {[number, number]} */
  penSpot() {
    return [this.pen.x - this.ink.moved[0], this.pen.y - this.ink.moved[1]];
  }

  /** @param {boolean} isShown */
  showPen(isShown) {
    this.pen.isShown = isShown;
    if (!isShown) this.pen.isDown = false;
    this.draw();
  }

  undo() {
    this.ink.undo();
    this.pen.isDown = false;
    this.changed(true);
  }

  clear() {
    this.ink.clear();
    this.pen.isDown = false;
    this.changed(true);
  }

  /** @param {number} digit */
  choose(digit) {
    this.ink.choose(digit);
    this.changed(true);
  }

  draw() {
    const size = this.canvas.clientWidth;
    if (!size) return;
    const theme = currentTheme();
    const context = prepare(this.canvas, size, size);
    context.scale(size / SIDE, size / SIDE);
    context.fillStyle = theme.hollow;
    context.fillRect(0, 0, SIDE, SIDE);
    this.ink.paint(context, theme.lit);
    if (this.ink.isEmpty && !this.pen.isShown) this.invite(context, theme);
    if (this.pen.isShown) this.drawPen(context, theme);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Theme} theme
   */
  invite(context, theme) {
    context.fillStyle = theme.muted;
    context.font = fontOf(this.canvas, 17);
    context.textAlign = "center";
    context.fillText(text("draw_here"), SIDE / 2, SIDE / 2);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Theme} theme
   */
  drawPen(context, theme) {
    context.beginPath();
    context.arc(this.pen.x, this.pen.y, this.width / 2, 0, 2 * Math.PI);
    context.lineWidth = this.pen.isDown ? 5 : 2;
    context.strokeStyle = theme.accent;
    context.stroke();
  }
}
