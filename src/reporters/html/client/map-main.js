// The script of pages with drawings: each can be explored.
import { startMap } from "./map.js";
import { startTheme } from "./theme.js";

startTheme();
for (const section of document.querySelectorAll("section.map")) {
  if (section instanceof HTMLElement) startMap(section);
}
