// The version a server says it has.
import { parseMinor } from "../../../core/index.ts";
import type { InputProblem, VersionSeen } from "../../../model/index.ts";
import type { ApiClient } from "../requests/api-client.ts";
import { textOf } from "./discovery-document.ts";

/** The version of GET /version (apimachinery version.Info), or a problem that says why it is not known. */
export async function readVersion(
  client: ApiClient,
): Promise<{ readonly version?: VersionSeen; readonly problems: readonly InputProblem[] }> {
  const answer = await client.get("/version");
  const unknown = (why: string): { problems: readonly InputProblem[] } => ({
    problems: [{ message: `the version of the API server is not known: ${why}` }],
  });
  if (!answer.ok) return unknown(answer.failure.said);
  const gitVersion = textOf(answer.body, "gitVersion");
  const minor = parseMinor(gitVersion) ?? parseMinor(`${textOf(answer.body, "major")}.${textOf(answer.body, "minor")}`);
  if (minor === undefined) return unknown(`it calls itself ${JSON.stringify(gitVersion.slice(0, 60))}`);
  return { version: { minor, source: "server", ...(gitVersion === "" ? {} : { gitVersion }) }, problems: [] };
}
