/** Writes the files a test's options ask the API server to read: configurations, and the static token table. */
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OptionFiles } from "./component-flags.ts";
import type { ControlPlaneOptions, TokenUser } from "./control-plane-options.ts";

/** Writes each configuration object that was given as JSON, which the API server reads as YAML. */
export async function writeOptionFiles(folder: string, options: ControlPlaneOptions): Promise<OptionFiles> {
  const write = async (name: string, content: object | undefined): Promise<string | undefined> =>
    content === undefined ? undefined : writePrivateFile(folder, name, JSON.stringify(content, undefined, 2));
  for (const [name, text] of Object.entries(options.files ?? {})) await writePrivateFile(folder, name, text);
  return {
    auditPolicy: await write("audit-policy.json", options.auditPolicy),
    authorization: await write("authorization.json", options.authorizationConfiguration),
    authentication: await write("authentication.json", options.authenticationConfiguration),
    admission: await write("admission.json", options.admissionConfiguration),
  };
}

/** Writes the static token file for `users` and returns its path with each user's token. */
export async function writeTokenFile(
  folder: string,
  users: readonly TokenUser[],
): Promise<{ readonly file: string; readonly tokens: ReadonlyMap<string, string> }> {
  const complete = users.map((user) => ({ groups: [], token: randomBytes(16).toString("hex"), ...user }));
  const rows = complete.map(({ token, user, groups }) =>
    [token, user, `uid-${user}`, groups.join(",")].map(quoted).join(","),
  );
  const file = await writePrivateFile(folder, "tokens.csv", `${rows.join("\n")}\n`);
  return { file, tokens: new Map(complete.map(({ user, token }) => [user, token])) };
}

async function writePrivateFile(folder: string, name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
