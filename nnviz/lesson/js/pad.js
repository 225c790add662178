// The pad: draw with mouse, pen, finger or keys. onChange(true) when a mark is finished.
"use strict";

(function () {
  const { SIDE } = nnviz.Ink;
  const STEP = 10;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  class Pad {
    constructor(canvas, { onChange, onSay }) {
      this.canvas = canvas;
      this.ink = new nnviz.Ink();
      this.onChange = onChange;
      this.onSay = onSay;
      this.width = 24;
      this.pointer = null;
      this.pen = { x: SIDE / 2, y: SIDE / 2, isDown: false, isShown: false };
      canvas.addEventListener("pointerdown", (event) => this.begin(event));
      canvas.addEventListener("pointermove", (event) => this.follow(event));
      canvas.addEventListener("pointerup", (event) => this.end(event));
      canvas.addEventListener("pointercancel", (event) => this.end(event));
      canvas.addEventListener("keydown", (event) => this.key(event));
      canvas.addEventListener("focus", () => this.showPen(canvas.matches(":focus-visible")));
      canvas.addEventListener("blur", () => this.showPen(false));
      nnviz.onTheme(() => this.draw());
      new ResizeObserver(() => this.draw()).observe(canvas);
    }

    changed(isFinished) {
      this.draw();
      this.onChange(isFinished);
    }

    spot(event) {
      const box = this.canvas.getBoundingClientRect();
      const x = ((event.clientX - box.left) * SIDE) / box.width;
      const y = ((event.clientY - box.top) * SIDE) / box.height;
      return [x - this.ink.moved[0], y - this.ink.moved[1]];
    }

    begin(event) {
      if (this.pointer !== null || (event.pointerType === "mouse" && event.button !== 0)) return;
      event.preventDefault();
      this.canvas.focus({ preventScroll: true });
      this.showPen(false);
      this.canvas.setPointerCapture(event.pointerId);
      this.pointer = event.pointerId;
      this.stroke = { points: [this.spot(event)], width: this.width };
      this.ink.add(this.stroke);
      this.stroke = this.ink.marks[this.ink.marks.length - 1];
      this.changed(false);
    }

    // A browser may fold several movements into one event: take them all.
    follow(event) {
      if (event.pointerId !== this.pointer) return;
      const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      for (const one of all.length ? all : [event]) this.stroke.points.push(this.spot(one));
      this.changed(false);
    }

    end(event) {
      if (event.pointerId !== this.pointer) return;
      this.pointer = null;
      this.changed(true);
    }

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

    walk(across, down) {
      const inside = (value) => Math.max(0, Math.min(SIDE, value));
      this.pen.x = inside(this.pen.x + across * STEP);
      this.pen.y = inside(this.pen.y + down * STEP);
      if (this.pen.isDown) this.stroke.points.push(this.penSpot());
    }

    lift() {
      this.pen.isDown = !this.pen.isDown;
      this.onSay(nnviz.text(this.pen.isDown ? "pen_down" : "pen_up"));
      if (!this.pen.isDown) return;
      this.ink.add({ points: [this.penSpot()], width: this.width });
      this.stroke = this.ink.marks[this.ink.marks.length - 1];
    }

    penSpot() {
      return [this.pen.x - this.ink.moved[0], this.pen.y - this.ink.moved[1]];
    }

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

    choose(digit) {
      this.ink.choose(digit);
      this.changed(true);
    }

    draw() {
      const size = this.canvas.clientWidth;
      if (!size) return;
      const theme = nnviz.theme();
      const context = nnviz.prepare(this.canvas, size, size);
      context.scale(size / SIDE, size / SIDE);
      context.fillStyle = theme.hollow;
      context.fillRect(0, 0, SIDE, SIDE);
      this.ink.paint(context, theme.lit);
      if (this.ink.isEmpty && !this.pen.isShown) this.invite(context, theme);
      if (this.pen.isShown) this.drawPen(context, theme);
    }

    invite(context, theme) {
      context.fillStyle = theme.muted;
      context.font = `17px ${getComputedStyle(this.canvas).fontFamily}`;
      context.textAlign = "center";
      context.fillText(nnviz.text("draw_here"), SIDE / 2, SIDE / 2);
    }

    drawPen(context, theme) {
      context.beginPath();
      context.arc(this.pen.x, this.pen.y, this.width / 2, 0, 2 * Math.PI);
      context.lineWidth = this.pen.isDown ? 5 : 2;
      context.strokeStyle = theme.accent;
      context.stroke();
    }
  }

  nnviz.Pad = Pad;
})();
