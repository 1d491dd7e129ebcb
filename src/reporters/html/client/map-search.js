// Finding a name on a map.

/**
 * @typedef {import("./map-knowledge.js").Knowledge} Knowledge
 */

const mostNamed = 5;

/**
 * @param {HTMLElement} tools
 * @param {Knowledge} known
 * @param {() => readonly Element[]} items
 * @param {(id: string) => void} goTo
 */
export function makeSearch(tools, known, items, goTo) {
  const input = tools.querySelector("input");
  const result = tools.querySelector(".result");
  const all = [...known.graph.groups, ...known.graph.nodes].map(({ id }) => ({
    id,
    text: known.nameOf(id).toLowerCase(),
  }));
  /** @type {string[]} */
  let found = [];

  function mark() {
    const places = new Set(found.flatMap((id) => [id, known.groupOf(id) ?? id]));
    for (const item of items()) {
      const id = item.getAttribute("data-id") ?? item.getAttribute("data-group") ?? "";
      const closed = item.getAttribute("aria-expanded") === "false";
      item.classList.toggle("found", found.includes(id) || (closed && places.has(id)));
    }
  }

  function find() {
    const wanted = input?.value.trim().toLowerCase() ?? "";
    found = wanted === "" ? [] : all.filter(({ text }) => text.includes(wanted)).map(({ id }) => id);
    mark();
    if (result === null) return;
    const names = found.slice(0, mostNamed).map(known.nameOf).join(", ");
    const more = found.length > mostNamed ? ` and ${found.length - mostNamed} more` : "";
    result.textContent =
      wanted === ""
        ? ""
        : found.length === 0
          ? "Nothing has this in its name"
          : `${found.length} found: ${names}${more}. Enter goes to the first.`;
  }

  input?.addEventListener("input", find);
  input?.addEventListener("keydown", (event) => {
    const [first] = found;
    if (event.key === "Enter" && first !== undefined) goTo(first);
    if (event.key !== "Escape") return;
    input.value = "";
    find();
  });
  return { mark };
}
