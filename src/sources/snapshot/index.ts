// Snapshots: what a scan would read, saved to one file.
export { isSnapshot } from "./is-snapshot.ts";
export { snapshotSource, type SnapshotLimits } from "./snapshot-source.ts";
