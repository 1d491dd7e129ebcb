// Snapshots: saving one, telling what is in one, comparing two.
export { diffSnapshots, type FieldChange, type ObjectChange, type SnapshotDiff } from "./diff-snapshots.ts";
export { saveSnapshot, type SavedSnapshot } from "./save-snapshot.ts";
export { showSnapshot, type SnapshotContent } from "./show-snapshot.ts";
