// The commands of the area.
export { addCredentialCommands } from "./credential-commands.ts";
