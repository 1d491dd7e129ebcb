// Writing a snapshot.
export { writeSnapshot } from "./write-snapshot.ts";
