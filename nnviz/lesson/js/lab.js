// The laboratory: pad, preprocessing, network, answer and inspector, joined.
"use strict";

(function () {
  const QUIET = 500;

  class Lab {
    constructor(root) {
      const part = (name) => root.querySelector(`[data-part="${name}"]`);
      this.network = nnviz.network.copy();
      this.live = part("live");
      this.centre = part("centre");
      this.words = part("answer");
      this.status = part("status");
      this.pass = null;
      this.pad = new nnviz.Pad(part("pad"), {
        onChange: (isFinished) => this.drawn(isFinished),
        onSay: (words) => (this.status.textContent = words),
      });
      this.steps = new nnviz.Steps(part("steps"));
      this.bars = new nnviz.Bars(part("bars"), this.network.sizes.at(-1));
      const onChoose = (layer, neuron) => this.choose(layer, neuron);
      this.picture = new nnviz.NetworkPicture(part("network"), this.network, { onChoose });
      this.inspector = new nnviz.Inspector(part("inspector"), this.network, {
        onChoose,
        onTurn: () => this.answer(true),
      });
      this.choose(1, nnviz.page.sets.weighted_sum.neuron);
      this.controls(root, part);
      this.shelf(part("shelf"));
      this.pad.choose(nnviz.page.sets.pad[0]);
    }

    controls(root, part) {
      part("undo").addEventListener("click", () => this.pad.undo());
      part("clear").addEventListener("click", () => this.pad.clear());
      part("read").addEventListener("click", () => this.read(true));
      this.live.addEventListener("change", () => this.drawn(true));
      this.centre.addEventListener("change", () => this.read(true));
      for (const choice of root.querySelectorAll('input[name="pen"]')) {
        choice.addEventListener("change", () => (this.pad.width = Number(choice.value)));
      }
      for (const choice of root.querySelectorAll('input[name="lines"]')) {
        choice.addEventListener("change", () => {
          this.picture.mode = choice.value;
          this.picture.request();
        });
      }
    }

    // The shipped digits, each a button.
    shelf(list) {
      for (const index of nnviz.page.sets.pad) {
        const name = nnviz.text("shelf_digit", { label: nnviz.label(index), index: index + 1 });
        const canvas = nnviz.element("canvas", { class: "pixels", "aria-hidden": "true" });
        const draw = () => nnviz.drawPixels(canvas, nnviz.digit(index));
        nnviz.onTheme(draw);
        draw();
        const button = nnviz.element(
          "button",
          { type: "button", class: "digit", "aria-label": name, onclick: () => this.pad.choose(index) },
          canvas,
        );
        list.append(nnviz.element("li", {}, button));
      }
    }

    choose(layer, neuron) {
      this.picture.chosen = { layer, neuron };
      this.picture.request();
      this.inspector.choose(layer, neuron);
    }

    // While the pen moves there is one answer for each picture on the screen, not for each event.
    drawn(isFinished) {
      cancelAnimationFrame(this.frame);
      if (this.pass && !this.live.checked) this.say(nnviz.text("waiting"), isFinished);
      else if (isFinished) this.read(true);
      else this.frame = requestAnimationFrame(() => this.read(false));
    }

    // From the ink to the 28 x 28 numbers, then through the network.
    read(isFinished) {
      const { values, columns, rows } = this.pad.ink.numbers();
      this.fitted = this.centre.checked
        ? nnviz.preprocess(values, columns, rows)
        : nnviz.shrink(values, columns, rows);
      this.steps.show(this.fitted, { values, columns });
      this.answer(isFinished);
    }

    answer(isFinished) {
      this.pass = this.network.forward(this.fitted.image);
      this.picture.show(this.pass);
      this.bars.show(this.pass);
      this.inspector.show(this.pass);
      const blank = this.fitted.isBlank;
      this.say(blank ? nnviz.text("answer_blank") : nnviz.answer(this.pass), isFinished);
    }

    // The visible words change at once; a screen reader hears them when the drawing rests.
    say(words, isFinished) {
      this.words.textContent = words;
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => (this.status.textContent = words), isFinished ? 60 : QUIET);
    }
  }

  nnviz.Lab = Lab;
})();
