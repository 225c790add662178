// Small images: pixels, weights and products, drawn one square for each number.
"use strict";

(function () {
  function blend(from, to, amount) {
    return from.map((channel, i) => Math.round(channel + (to[i] - channel) * amount));
  }

  function paint(canvas, values, columns, color) {
    const rows = values.length / columns;
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext("2d");
    const image = context.createImageData(columns, rows);
    for (let i = 0; i < values.length; i += 1) {
      const channels = color(values[i]);
      image.data[4 * i] = channels[0];
      image.data[4 * i + 1] = channels[1];
      image.data[4 * i + 2] = channels[2];
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }

  // Values in [0, 1]: from a dark neuron to a lit one.
  nnviz.drawPixels = function (canvas, values, columns = 28) {
    const theme = nnviz.theme();
    const hollow = nnviz.rgb(theme.hollow);
    const lit = nnviz.rgb(theme.lit);
    const shades = Array.from({ length: 256 }, (_, shade) => blend(hollow, lit, shade / 255));
    const level = (value) => Math.round(255 * Math.min(1, Math.max(0, value)));
    paint(canvas, values, columns, (value) => shades[level(value)]);
  };

  // Signed values: the colour of the sign, as far from the ground as |v| / scale to a stated power.
  nnviz.drawSigned = function (canvas, values, columns = 28, scale = 0) {
    const theme = nnviz.theme();
    const hollow = nnviz.rgb(theme.hollow);
    const positive = nnviz.rgb(theme.positive);
    const negative = nnviz.rgb(theme.negative);
    const most = scale || values.reduce((top, value) => Math.max(top, Math.abs(value)), 0) || 1;
    const gamma = nnviz.page.style.weight_gamma;
    paint(canvas, values, columns, (value) =>
      blend(hollow, value < 0 ? negative : positive, Math.min(1, Math.abs(value) / most) ** gamma),
    );
  };

  // A canvas that redraws itself when the theme changes.
  nnviz.image = function (label, draw, className = "pixels") {
    const canvas = nnviz.element("canvas", { class: className, role: "img", "aria-label": label });
    const redraw = () => draw(canvas);
    nnviz.onTheme(redraw);
    redraw();
    return canvas;
  };
})();
