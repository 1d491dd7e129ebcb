// The commands of the area.
export { addPkiCommands } from "./pki-commands.ts";
