// Looking closer at a drawing: by buttons, keys, wheel and dragging.

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Window
 */

const closest = 8;

/** @param {SVGSVGElement} svg */
export function makeZoom(svg) {
  let size = { width: 1, height: 1 };
  /** @type {Window} */
  let shown = { x: 0, y: 0, ...size };

  function apply() {
    const { x, y, width, height } = shown;
    svg.setAttribute("viewBox", [x, y, width, height].map((value) => Math.round(value * 10) / 10).join(" "));
  }

  /** @param {number} x @param {number} y */
  function moveTo(x, y) {
    shown.x = Math.max(0, Math.min(size.width - shown.width, x));
    shown.y = Math.max(0, Math.min(size.height - shown.height, y));
    apply();
  }

  /** @param {number} factor @param {number} x of the drawing, stays where it is @param {number} y */
  function by(factor, x = shown.x + shown.width / 2, y = shown.y + shown.height / 2) {
    const width = Math.max(size.width / closest, Math.min(size.width, shown.width / factor));
    const ratio = width / shown.width;
    const [left, top] = [x - (x - shown.x) * ratio, y - (y - shown.y) * ratio];
    shown = { x: left, y: top, width, height: (width * size.height) / size.width };
    moveTo(left, top);
  }

  function whole() {
    shown = { x: 0, y: 0, ...size };
    apply();
  }

  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top, width } = svg.getBoundingClientRect();
      const scale = shown.width / width;
      by(event.deltaY < 0 ? 1.15 : 1 / 1.15, shown.x + (event.clientX - left) * scale, shown.y + (event.clientY - top) * scale);
    },
    { passive: false },
  );
  /** @type {{ clientX: number, clientY: number, x: number, y: number } | undefined} */
  let grip;
  svg.addEventListener("pointerdown", ({ clientX, clientY, button }) => {
    if (button === 0) grip = { clientX, clientY, x: shown.x, y: shown.y };
  });
  addEventListener("pointermove", ({ clientX, clientY }) => {
    if (grip === undefined) return;
    const scale = shown.width / svg.getBoundingClientRect().width;
    moveTo(grip.x - (clientX - grip.clientX) * scale, grip.y - (clientY - grip.clientY) * scale);
  });
  addEventListener("pointerup", () => (grip = undefined));
  return {
    by,
    whole,
    /** @param {number} width @param {number} height of the drawing, when it changed */
    resize(width, height) {
      const closer = shown.width < size.width;
      size = { width, height };
      if (closer) by(1);
      else whole();
    },
  };
}
