// The events of a request by how it ended: stages, who, what of bodies.
import { describe, expect, it } from "vitest";
import type { AuditedRequest, AuditPolicy, Level, Stage } from "./policy.ts";
import { isLongRunning, recordOf, type Ending, type RecordedRequest } from "./record.ts";

function policyAt(level: Level, omitStages: readonly Stage[] = []): AuditPolicy {
  const lists = { users: [], userGroups: [], verbs: [], resources: [], namespaces: [], nonResourceURLs: [] };
  return { rules: [{ level, omitStages: [], ...lists }], omitStages, omitManagedFields: false };
}

const alice = { username: "alice" };
const dave = { username: "dave" };
const target = { apiGroup: "", apiVersion: "v1", resource: "configmaps", subresource: "", namespace: "web", name: "" };
const create: AuditedRequest = { user: alice, verb: "create", ...target };
const watch: AuditedRequest = { user: alice, verb: "watch", ...target };
const created: Ending = {
  kind: "answered",
  with: "object",
  body: { kind: "object", metadata: { name: "tide", uid: "u1" } },
};

/** `stage user impersonated ref decision request-body response-body`, one line an event. */
function linesOf(level: Level, recorded: RecordedRequest, omitStages: readonly Stage[] = []): readonly string[] {
  return recordOf(policyAt(level, omitStages), recorded).events.map((event) => {
    const { objectRef } = event;
    const words = [
      event.stage,
      event.user?.username ?? "-",
      event.impersonatedUser?.username ?? "-",
      objectRef === undefined ? "-" : `${objectRef.resource}/${objectRef.name}`,
      event.decision ?? "-",
      event.hasRequestObject ? "request" : "-",
      event.hasResponseObject ? "response" : "-",
      event.hasResponseStatus ? "status" : "-",
    ];
    return words.join(" ");
  });
}

describe("recordOf", () => {
  it.each<[string, Level, RecordedRequest, readonly string[]]>([
    ["nothing at level None", "None", { request: create, ending: created }, []],
    [
      "the name of the sent object already at Metadata",
      "Metadata",
      { request: create, ending: created },
      ["RequestReceived alice - configmaps/ - - - -", "ResponseComplete alice - configmaps/tide allow - - status"],
    ],
    [
      "both bodies at RequestResponse",
      "RequestResponse",
      { request: create, ending: created },
      [
        "RequestReceived alice - configmaps/ - - - -",
        "ResponseComplete alice - configmaps/tide allow request response status",
      ],
    ],
    [
      "neither name nor body of a forbidden request, but the refusal",
      "RequestResponse",
      { request: create, ending: { kind: "forbidden" }, impersonated: dave },
      [
        "RequestReceived alice - configmaps/ - - - -",
        "ResponseComplete alice dave configmaps/ forbid - response status",
      ],
    ],
    [
      "nobody impersonated where that was refused",
      "Request",
      { request: create, ending: { kind: "impersonation-refused" }, impersonated: dave },
      ["RequestReceived alice - configmaps/ - - - -", "ResponseComplete alice - configmaps/ - - - status"],
    ],
    [
      "three stages and no body of a watch",
      "RequestResponse",
      { request: watch, ending: { kind: "answered", with: "bytes" } },
      [
        "RequestReceived alice - configmaps/ - - - -",
        "ResponseStarted alice - configmaps/ allow - - status",
        "ResponseComplete alice - configmaps/ allow - - status",
      ],
    ],
    [
      "a failed login at ResponseStarted alone, whatever user the request had",
      "RequestResponse",
      { request: create, ending: { kind: "unauthenticated" } },
      ["ResponseStarted - - configmaps/ - - response status"],
    ],
    [
      "a panic, with the body that was decoded",
      "RequestResponse",
      { request: create, ending: { kind: "panicked", body: { kind: "patch" } } },
      ["RequestReceived alice - configmaps/ - - - -", "Panic alice - configmaps/ allow request - status"],
    ],
    [
      "a path",
      "RequestResponse",
      { request: { user: alice, verb: "get", path: "/healthz" }, ending: { kind: "answered", with: "bytes" } },
      ["RequestReceived alice - - - - - -", "ResponseComplete alice - - allow - - status"],
    ],
  ])("%s", (_name, level, recorded, lines) => {
    expect(linesOf(level, recorded)).toEqual(lines);
  });

  it("never records failed logins where ResponseStarted is omitted", () => {
    expect(linesOf("Metadata", { request: create, ending: { kind: "unauthenticated" } }, ["ResponseStarted"])).toEqual(
      [],
    );
  });
});

describe("isLongRunning", () => {
  it.each<[AuditedRequest, boolean]>([
    [watch, true],
    [create, false],
    [{ ...watch, verb: "get", subresource: "log" }, true],
    [{ ...watch, verb: "create", subresource: "eviction" }, false],
    [{ verb: "get", path: "/debug/pprof/heap" }, true],
    [{ verb: "get", path: "/debug" }, false],
    [{ verb: "proxy", path: "/x" }, true],
  ])("%j", (request, expected) => {
    expect(isLongRunning(request)).toBe(expected);
  });
});
