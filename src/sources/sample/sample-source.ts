// The sample cluster of the project, embedded as a snapshot, so that it can be scanned anywhere.
import { SnapshotDecoder, type Reading, type Source } from "../../model/index.ts";

/** Reads the sample cluster: complete, with a fixed capture time. Every reading is made anew. */
export function sampleSource(): Source {
  return {
    read: async (): Promise<Reading> => {
      const { sampleSnapshot } = await import("./sample-data.ts");
      const decoder = new SnapshotDecoder("of the sample");
      for (const line of sampleSnapshot.split("\n")) if (line !== "") decoder.line(line);
      return decoder.finish(({ origin }) => origin);
    },
  };
}
