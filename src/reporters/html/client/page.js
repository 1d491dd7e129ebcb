// Elements of the page, found once and made without ever parsing HTML.

/**
 * An element of the page by its id.
 * @template {typeof HTMLElement} T
 * @param {string} id
 * @param {T} type
 * @returns {InstanceType<T>}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return /** @type {InstanceType<T>} */ (element);
}

/**
 * A new element. Text becomes text, whatever it looks like.
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string | undefined)} children
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  for (const child of children) if (child !== undefined) made.append(child);
  return made;
}

/**
 * A link that tells nobody where the reader came from; the text alone unless the address is an https one.
 * @param {string} url
 */
export function link(url) {
  if (!/^https:\/\/[!-~]+$/.test(url)) return element("span", "", url);
  const made = document.createElement("a");
  made.href = url;
  made.rel = "noopener noreferrer";
  made.textContent = url.replace(/^https:\/\//, "");
  return made;
}
