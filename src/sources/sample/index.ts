// The sample cluster, embedded.
export { sampleSource } from "./sample-source.ts";
