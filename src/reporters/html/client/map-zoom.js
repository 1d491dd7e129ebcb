// Looking closer at a drawing: by buttons, keys, wheel and dragging.

const closest = 8;
/** Pixels a pointer may move and still click. */
const still = 4;

export class Zoom {
  #size = { width: 1, height: 1 };
  #shown = { x: 0, y: 0, width: 1, height: 1 };
  /** @type {{ clientX: number, clientY: number, x: number, y: number } | undefined} */
  #grip;
  /** Whether the pointer moved the drawing since it was pressed. */
  dragged = false;

  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    svg.addEventListener("pointerdown", ({ clientX, clientY, button }) => {
      this.dragged = false;
      if (button === 0) this.#grip = { clientX, clientY, x: this.#shown.x, y: this.#shown.y };
    });
    addEventListener("pointermove", (event) => this.#drag(event));
    addEventListener("pointerup", () => (this.#grip = undefined));
  }

  /** @param {PointerEvent} event */
  #drag({ clientX, clientY }) {
    if (this.#grip === undefined) return;
    const [dx, dy] = [clientX - this.#grip.clientX, clientY - this.#grip.clientY];
    if (Math.abs(dx) + Math.abs(dy) > still) this.dragged = true;
    const scale = this.#shown.width / this.svg.getBoundingClientRect().width;
    this.#moveTo(this.#grip.x - dx * scale, this.#grip.y - dy * scale);
  }

  /** With Ctrl, as the wheel alone moves the page. @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top, width } = this.svg.getBoundingClientRect();
    const scale = this.#shown.width / width;
    const [x, y] = [this.#shown.x + (event.clientX - left) * scale, this.#shown.y + (event.clientY - top) * scale];
    this.by(event.deltaY < 0 ? 1.15 : 1 / 1.15, x, y);
  }

  /** @param {number} x @param {number} y */
  #moveTo(x, y) {
    this.#shown.x = Math.max(0, Math.min(this.#size.width - this.#shown.width, x));
    this.#shown.y = Math.max(0, Math.min(this.#size.height - this.#shown.height, y));
    const { x: left, y: top, width, height } = this.#shown;
    const parts = [left, top, width, height].map((value) => Math.round(value * 10) / 10);
    this.svg.setAttribute("viewBox", parts.join(" "));
  }

  /** Closer by a factor; the point of the drawing at `x`, `y` stays where it is. */
  by(factor = 1, x = this.#shown.x + this.#shown.width / 2, y = this.#shown.y + this.#shown.height / 2) {
    const { width: full, height: high } = this.#size;
    const width = Math.max(full / closest, Math.min(full, this.#shown.width / factor));
    const ratio = width / this.#shown.width;
    const [left, top] = [x - (x - this.#shown.x) * ratio, y - (y - this.#shown.y) * ratio];
    this.#shown = { x: left, y: top, width, height: (width * high) / full };
    this.#moveTo(left, top);
  }

  whole() {
    this.#shown = { x: 0, y: 0, ...this.#size };
    this.#moveTo(0, 0);
  }

  /** For a drawing of another size. @param {number} width @param {number} height */
  resize(width, height) {
    const closer = this.#shown.width < this.#size.width;
    this.#size = { width, height };
    this.svg.setAttribute("width", String(width));
    this.svg.setAttribute("height", String(height));
    if (closer) this.by(1);
    else this.whole();
  }
}
