// npm run conformance: see DESIGN, "Conformance vectors".
import { PlimsollError } from "../../src/core/index.ts";
import { runConformance } from "./run-conformance.ts";

try {
  process.exitCode = await runConformance(process.argv.slice(2), { print: (line) => console.log(line) });
} catch (error) {
  console.error(error instanceof PlimsollError ? `${error.message}\n${error.hint}` : String(error));
  process.exitCode = 2;
}
