// Makes the embedded sample cluster from the manifests in sample/.
import { join } from "node:path";
import { PlimsollError } from "../src/core/index.ts";
import { encodeSnapshot } from "../src/model/index.ts";
import { manifestsSource } from "../src/sources/manifests/index.ts";
import { loadModel } from "../src/use-cases/load-model/index.ts";

/** When the sample was taken: two weeks before its version's support had ended for a month. */
const capturedAt = "2026-11-09T08:30:00Z";
const version = { minor: "1.34", source: "server", gitVersion: "v1.34.1" } as const;

/** The path of the generated module and its text; `root` is the folder of the project. */
export async function embedSample(root: string): Promise<{ readonly path: string; readonly text: string }> {
  const source = manifestsSource([join(root, "sample")], { complete: true });
  const model = await loadModel(source, { now: capturedAt, newestSupported: version.minor });
  if (model.problems.length > 0) {
    const [{ message }] = model.problems as [(typeof model.problems)[number]];
    throw new PlimsollError("PLIMSOLL_INTERNAL", {
      message: `the sample is not valid: ${message}`,
      hint: "mend sample/",
    });
  }
  const origin = { kind: "sample", label: "Bosun & Daughters" } as const;
  const lines = [...encodeSnapshot({ ...model, origin, version })].join("");
  if (/`|\$\{/.test(lines)) throw new Error("the sample holds text that a template literal cannot");
  return {
    path: "src/sources/sample/sample-data.ts",
    text: `// Generated from sample/ by npm run generate; do not edit.\n/* oxlint-disable max-lines */\n\n/** The sample cluster as the lines of a snapshot. */\nexport const sampleSnapshot = String.raw\`${lines}\`;\n`,
  };
}
