// The commands of the area.
export { addNetworkCommands } from "./network-commands.ts";
