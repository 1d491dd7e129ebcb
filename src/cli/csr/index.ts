// The commands of the area.
export { addCsrCommands } from "./csr-commands.ts";
