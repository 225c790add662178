// The whole network on one canvas: every neuron by its activation, every connection by w * a.
"use strict";

(function () {
  const FAINTEST = 0.012;
  const NARROW = 560;

  class NetworkPicture {
    constructor(canvas, network, { onChoose = null } = {}) {
      this.canvas = canvas;
      this.network = network;
      this.pass = null;
      this.chosen = null;
      this.mode = "signal";
      this.waiting = false;
      new ResizeObserver(() => this.request()).observe(canvas.parentElement);
      // At once: before printing there is no next frame.
      nnviz.onTheme(() => this.drawNow());
      if (onChoose) canvas.addEventListener("click", (event) => this.click(event, onChoose));
    }

    show(pass) {
      this.pass = pass;
      this.request();
    }

    // Several changes before the next frame are one drawing.
    request() {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.drawNow();
      });
    }

    drawNow() {
      if (this.pass && this.canvas.clientWidth) this.draw();
    }

    // Places of all neurons in CSS pixels: {x, y, radius} lists, one for each layer.
    place() {
      const width = this.canvas.clientWidth;
      const sizes = this.network.sizes;
      const side = Math.round(Math.sqrt(sizes[0]));
      const upright = width < NARROW;
      const longest = Math.max(...sizes.slice(1));
      const layers = [];
      let height;
      if (upright) {
        const square = width * 0.86;
        const gap = 92;
        height = square + gap * (sizes.length - 1) + 44;
        layers.push(this.square(side, (width - square) / 2, 0, square));
        const pitch = Math.min(width / longest, 34);
        for (let k = 1; k < sizes.length; k += 1) {
          const y = square + gap * k;
          layers.push(this.line(sizes[k], pitch, (at) => [width / 2 + at, y]));
        }
      } else {
        const square = Math.min(width * 0.42, 520);
        height = Math.max(square, 300);
        layers.push(this.square(side, 0, (height - square) / 2, square));
        const pitch = Math.min((height - 8) / longest, 40);
        const room = width - square - 58;
        const steps = sizes.length - 1 + 0.3;
        for (let k = 1; k < sizes.length; k += 1) {
          const x = square + (room * (k + 0.3)) / steps;
          layers.push(this.line(sizes[k], pitch, (at) => [x, height / 2 + at]));
        }
      }
      return { width, height, upright, layers };
    }

    square(side, left, top, extent) {
      const pitch = extent / side;
      const spots = [];
      for (let k = 0; k < side * side; k += 1) {
        const row = Math.floor(k / side);
        spots.push([left + ((k % side) + 0.5) * pitch, top + (row + 0.5) * pitch]);
      }
      return { spots, radius: pitch * 0.405 };
    }

    line(count, pitch, spot) {
      const spots = Array.from({ length: count }, (_, i) => spot((i - (count - 1) / 2) * pitch));
      return { spots, radius: Math.min(pitch * 0.385, 14) };
    }

    draw() {
      const placed = this.place();
      this.placed = placed;
      this.canvas.style.aspectRatio = `${placed.width} / ${placed.height}`;
      const context = nnviz.prepare(this.canvas, placed.width, placed.height);
      const theme = nnviz.theme();
      for (let k = 0; k < this.network.layers.length; k += 1) this.connections(context, k, theme);
      placed.layers.forEach((_, k) => this.neurons(context, k, theme));
      this.names(context, theme);
      this.marks(context, theme);
    }

    // Opacity |w a| / max over the layer (or |w| / max), the colour of the sign.
    connections(context, k, theme) {
      const layer = this.network.layers[k];
      const inputs = this.pass.activations[k];
      const signal = this.mode === "signal";
      const from = this.placed.layers[k].spots;
      const to = this.placed.layers[k + 1].spots;
      const strengths = signal ? layer.weights.map((w, at) => w * inputs[at % layer.columns]) : layer.weights;
      let most = 0;
      for (const value of strengths) most = Math.max(most, Math.abs(value));
      if (most === 0) return;
      context.lineWidth = k === 0 ? 0.7 : 1.2;
      const fade = k === 0 ? 0.75 : 1;
      for (let j = 0; j < layer.columns; j += 1) {
        if (signal && inputs[j] === 0) continue;
        for (let i = 0; i < layer.rows; i += 1) {
          const value = strengths[i * layer.columns + j];
          const opacity = (Math.abs(value) / most) * fade;
          if (opacity < FAINTEST) continue;
          context.globalAlpha = opacity;
          context.strokeStyle = value < 0 ? theme.negative : theme.positive;
          context.beginPath();
          context.moveTo(from[j][0], from[j][1]);
          context.lineTo(to[i][0], to[i][1]);
          context.stroke();
        }
      }
      context.globalAlpha = 1;
    }

    neurons(context, k, theme) {
      const { spots, radius } = this.placed.layers[k];
      const values = this.pass.activations[k];
      const full = nnviz.fullLight(Array.from(values));
      context.lineWidth = k === 0 ? 0.5 : 1.4;
      spots.forEach(([x, y], i) => {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fillStyle = theme.hollow;
        context.fill();
        context.globalAlpha = Math.min(1, Math.abs(values[i]) / full);
        context.fillStyle = values[i] < 0 ? theme.negative : theme.lit;
        context.fill();
        context.globalAlpha = k === 0 ? 0.7 : 1;
        context.strokeStyle = k === 0 ? theme.faint : theme.muted;
        context.stroke();
        context.globalAlpha = 1;
      });
    }

    names(context, theme) {
      const { spots, radius } = this.placed.layers[this.placed.layers.length - 1];
      context.font = `16px ${getComputedStyle(this.canvas).fontFamily}`;
      context.textBaseline = "middle";
      context.textAlign = this.placed.upright ? "center" : "left";
      spots.forEach(([x, y], digit) => {
        const won = digit === this.pass.prediction;
        context.fillStyle = won ? theme.ink : theme.muted;
        if (this.placed.upright) context.fillText(digit, x, y + radius + 14);
        else context.fillText(digit, x + radius + 10, y + 1);
      });
      const [x, y] = spots[this.pass.prediction];
      context.strokeStyle = theme.accent;
      context.lineWidth = 2;
      const reach = radius + 5;
      if (this.placed.upright) context.strokeRect(x - reach, y - reach, 2 * reach, 2 * reach + 19);
      else context.strokeRect(x - reach, y - reach, 2 * reach + 20, 2 * reach);
    }

    marks(context, theme) {
      if (!this.chosen) return;
      const { spots, radius } = this.placed.layers[this.chosen.layer];
      const [x, y] = spots[this.chosen.neuron];
      context.beginPath();
      context.arc(x, y, radius + 4, 0, 2 * Math.PI);
      context.strokeStyle = theme.accent;
      context.lineWidth = 2.5;
      context.stroke();
    }

    click(event, onChoose) {
      if (!this.placed) return;
      const box = this.canvas.getBoundingClientRect();
      const at = [event.clientX - box.left, event.clientY - box.top];
      let best = null;
      this.placed.layers.forEach(({ spots, radius }, layer) => {
        spots.forEach(([x, y], neuron) => {
          const distance = Math.hypot(x - at[0], y - at[1]);
          if (distance > Math.max(radius + 4, 12)) return;
          if (!best || distance < best.distance) best = { layer, neuron, distance };
        });
      });
      if (best) onChoose(best.layer, best.neuron);
    }
  }

  nnviz.NetworkPicture = NetworkPicture;
})();
