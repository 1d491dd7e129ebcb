// What the help of each command ends with.
export { accessHelp } from "./access-help.ts";
export { auditHelp } from "./audit-help.ts";
export { credentialsHelp } from "./credentials-help.ts";
export { couldNotRun, type HelpText } from "./help-of-command.ts";
export { networkHelp } from "./network-help.ts";
