// Elements of the page, made and found.

/** @typedef {string | number | boolean | null | ((event: Event) => void)} Attribute */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} attributes functions listen: `onclick` to the event `click`
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function shape(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * The element in a part of the page that is marked with this name.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} name
 * @param {new (...args: never[]) => Kind} kind
 * @returns {Kind}
 */
export function partOf(root, name, kind) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof kind)) throw new Error(`expected a ${kind.name} as part ${name}`);
  return found;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("this browser has no canvas to draw on");
  return context;
}

/** How many pixels of a canvas lie on one pixel of the page. */
export const screenRatio = () => Math.min(window.devicePixelRatio || 1, 3);

/**
 * A canvas drawn at the resolution of the screen; coordinates are CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function prepare(canvas, width, height) {
  const across = Math.round(width * screenRatio());
  const down = Math.round(height * screenRatio());
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const context = contextOf(canvas);
  context.setTransform(across / width, 0, 0, down / height, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * The font of the page, for words on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {number} size in CSS pixels
 */
export const fontOf = (canvas, size) => `${size}px ${getComputedStyle(canvas).fontFamily}`;
