// The commands of the area.
export { addApiCommands } from "./api-commands.ts";
