// The commands of the area.
export { addAccessCommands } from "./access-commands.ts";
