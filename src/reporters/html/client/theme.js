// Light, dark, or as the reader's system says; remembered where the browser allows it.
import { byId } from "./page.js";

const choices = ["auto", "light", "dark"];
const key = "plimsoll-theme";

function remembered() {
  try {
    return localStorage.getItem(key) ?? "auto";
  } catch {
    return "auto";
  }
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // A page opened from a file may have no storage; the choice then holds until it is closed.
  }
}

export function startTheme() {
  const button = byId("theme", HTMLButtonElement);
  let choice = remembered();
  const show = () => {
    if (choice === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    button.textContent = `Theme: ${choice}`;
  };
  button.addEventListener("click", () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length] ?? "auto";
    remember(choice);
    show();
  });
  button.hidden = false;
  show();
}
