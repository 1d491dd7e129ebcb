// A request without a credential: who it is from, if the API server lets it in.
import { authenticate } from "../../../engines/authentication/index.ts";
import type { InspectedCredential, InspectOptions } from "./credential-inspection.ts";
import { flagValues, runsWithout, versionOf } from "./seen-objects.ts";

/** What is said where: the configuration, else the flag, which is on where it does not stand; undefined where neither was seen. */
function accessOf({ model, server }: InspectOptions) {
  if (server?.anonymous !== undefined) return server.anonymous;
  const isFileUnread = server?.issuers === undefined && !runsWithout(model, "authentication-config");
  const value = flagValues(model, "anonymous-auth")?.at(-1);
  if (value !== undefined) return { enabled: value !== "false", paths: [] };
  return isFileUnread || !runsWithout(model, "anonymous-auth") ? undefined : { enabled: true, paths: [] };
}

/** `plain` stands where it is not known whether the API server lets anonymous requests in. */
export function inspectAnonymous(plain: InspectedCredential, options: InspectOptions): InspectedCredential {
  const anonymous = accessOf(options);
  if (anonymous === undefined) return plain;
  const { asOf: now, verify, sha256 } = options;
  const { paths } = anonymous;
  const server = { version: versionOf(options), apiAudiences: [], anonymous };
  const path = paths[0] ?? "/";
  const answer = authenticate(server, { path, headers: [], certificates: [] }, { now, verify, sha256 });
  const { trials } = answer;
  if (answer.outcome !== "anonymous")
    return {
      ...plain,
      errors: [...plain.errors, "the API server refuses anonymous requests"],
      trials,
    };
  const limits = paths.length === 0 ? [] : [`only for ${paths.join(", ")}: every other path is refused`];
  return { ...plain, user: answer.user, details: limits, trials };
}
