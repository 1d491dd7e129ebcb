// The commands of the area.
export { addAuditCommands } from "./audit-commands.ts";
