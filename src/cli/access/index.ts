// The commands of the area, and the options other areas share with it.
export { addAccessCommands } from "./access-commands.ts";
export { accessInputs, chainOptions, readDocument, type ChainOptions } from "./access-inputs.ts";
export { usernameOf } from "./subject.ts";
export { requestWords, type RequestOptions } from "./request-words.ts";
export { subjectOf, subjectOptions, type SubjectOptions } from "./subject.ts";
