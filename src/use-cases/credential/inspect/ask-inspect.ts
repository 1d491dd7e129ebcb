// What is this credential: whose, for whom, until when, and what may whoever has it do?
import type { Answer, Block, Cell } from "../../../core/index.ts";
import { accessView } from "../../../checking/access/index.ts";
import { describeCredential, type Trial } from "../../../engines/authentication/index.ts";
import { inspectAnonymous } from "./inspect-anonymous.ts";
import { parseCertificateRequest, readPem, recogniseBlock, rfc3339 } from "../../../languages/x509/index.ts";
import type { Gap } from "../../../model/index.ts";
import { askReview } from "../../access/index.ts";
import type {
  CredentialInspection,
  CredentialState,
  Elsewhere,
  InspectedCredential,
  InspectOptions,
  Material,
} from "./credential-inspection.ts";
import { inspectCertificates, inspectKey, inspectRequest } from "./inspect-certificate.ts";
import { flagValues } from "./seen-objects.ts";
import { inspectBootstrapToken, inspectToken, opaqueToken } from "./inspect-token.ts";

function unreadable(where: string | undefined, why: string): InspectedCredential {
  return {
    ...(where === undefined ? {} : { where }),
    kind: "not recognised",
    state: "unusable",
    signature: "none",
    errors: [why],
    caveats: [],
    details: [],
  };
}

function request({ where, text }: Material): InspectedCredential {
  const block = readPem(text).blocks.find((one) => recogniseBlock(one) === "certificate request");
  const parsing = block === undefined ? { error: "no block is whole" } : parseCertificateRequest(block.bytes);
  return "error" in parsing ? unreadable(where, parsing.error) : inspectRequest(where, parsing.request);
}

function inspect(material: Material, options: InspectOptions): InspectedCredential {
  const { where, text, certificates } = material;
  if (certificates !== undefined)
    return inspectCertificates(where, certificates, undefined, options) ?? unreadable(where, "there is no certificate");
  const described = describeCredential(text);
  switch (described.kind) {
    case "jwt":
      return inspectToken(described, material, options);
    case "certificate": {
      const { certificates: read, key, fault = "there is no certificate" } = described;
      return inspectCertificates(where, read, key, options) ?? unreadable(where, fault);
    }
    case "certificate-request":
      return request(material);
    case "private-key":
      return inspectKey(where, described.key);
    case "bootstrap-token":
      return inspectBootstrapToken(described.id, material, options);
    case "token":
      return opaqueToken(described.length, material, options);
    case "unknown":
      return unreadable(where, described.why);
    default:
      return unreadable(where, `a ${described.kind} within another`);
  }
}

function withRights(credential: InspectedCredential, { model, access = {} }: InspectOptions): InspectedCredential {
  const { user } = credential;
  if (user === undefined || model === undefined) return credential;
  return { ...credential, rights: askReview(accessView(model, access), user).data };
}

const stateTexts: Readonly<Record<CredentialState, readonly [string, NonNullable<Cell["tone"]>]>> = {
  usable: ["It is usable, as far as was seen.", "good"],
  expired: ["It has expired.", "bad"],
  "not-yet-valid": ["It is not valid yet.", "bad"],
  invalid: ["The API server would refuse it.", "bad"],
  unusable: ["It lets nobody in.", "bad"],
  unknown: ["Whether it is usable is not known.", "warning"],
};

const minute = 60_000;
const units = [
  ["day", 24 * 60 * minute],
  ["hour", 60 * minute],
  ["minute", minute],
] as const;

/** In the greatest unit of which there are two. */
function durationText(length: number): string {
  const [unit, size] = units.find((one) => length >= 2 * one[1]) ?? units[2];
  const count = Math.floor(length / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function untilText(expires: string | undefined, asOf: string): string {
  if (expires === undefined) return "not told";
  const left = Date.parse(expires) - Date.parse(asOf);
  return `${expires} (${left < 0 ? `${durationText(-left)} ago` : `${durationText(left)} left`})`;
}

function factRows(one: InspectedCredential, asOf: string): readonly (readonly Cell[])[] {
  const { user, issuer, audiences = [], boundTo = [], signature, notBefore, issuedAt, warnAfter } = one;
  const extra = Object.entries(user?.extra ?? {}).map(([key, values]) => `${key}=${values.join(",")}`);
  const exists = { yes: "is there", no: "IS GONE", unknown: "not seen whether it is there" };
  const bound = boundTo.map(
    ({ kind, namespace, name, exists: answer }) =>
      `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}: ${exists[answer]}`,
  );
  const signatures = {
    verified: "verified",
    wrong: "WRONG",
    unverified: one.errors.length > 0 ? "unverified" : "unverified: no key or authority was given",
    none: "",
  };
  const rows: readonly (readonly [string, string])[] = [
    ["user", user?.username ?? ""],
    ["groups", (user?.groups ?? []).join(", ")],
    ["uid", user?.uid ?? ""],
    ["extra", extra.join("; ")],
    ["issued by", issuer ?? ""],
    ["audiences", audiences.join(", ")],
    ["bound to", bound.join("; ")],
    ["from", notBefore ?? issuedAt ?? ""],
    [
      "until",
      one.expires === undefined && one.kind !== "bound service account token" ? "" : untilText(one.expires, asOf),
    ],
    ["told in the audit log from", warnAfter ?? ""],
    ["signature", signatures[signature]],
    ["else", one.details.join("; ")],
  ];
  return rows.filter(([, text]) => text !== "").map(([name, text]) => [{ text: name, tone: "muted" }, { text }]);
}

function rightsText({ rights }: InspectedCredential): readonly string[] {
  if (rights === undefined) return [];
  if (rights.everything) return ["everything: it is in system:masters, which no authorizer can refuse"];
  if (rights.scopes.length === 0) return ["nothing, by the rules that were seen"];
  return rights.scopes.map(({ namespace, rules, powers }) => {
    const told = powers.length === 0 ? "" : `; among them: ${powers.join(", ")}`;
    return `${namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`}: ${rules.length} rules${told}`;
  });
}

function listBlocks(text: string, items: readonly string[]): readonly Block[] {
  return items.length === 0
    ? []
    : [
        { type: "paragraph", text, tone: "strong" },
        { type: "list", items },
      ];
}

const sayings = {
  user: "it is",
  error: "refuses it:",
  none: "has nothing to say:",
  unknown: "not known:",
} as const satisfies Record<Trial["said"], string>;

function trialText({ authenticator, said, detail }: Trial): string {
  return `${authenticator}: ${sayings[said]} ${detail}`;
}

function credentialBlocks(one: InspectedCredential, asOf: string, verbose: boolean): readonly Block[] {
  const isHarmless = one.state === "usable" && one.user === undefined;
  const [state, tone] = isHarmless ? (["It is valid, but lets nobody in.", "good"] as const) : stateTexts[one.state];
  const facts = factRows(one, asOf);
  const title = one.where === undefined ? one.kind : `${one.where}: ${one.kind}`;
  return [
    { type: "heading", level: 2, text: title },
    { type: "paragraph", text: state, tone },
    ...(facts.length === 0 ? [] : [{ type: "table", columns: ["what", "says"], rows: facts } as const]),
    ...listBlocks("Why it would not be taken", one.errors),
    ...listBlocks("It may do", rightsText(one)),
    ...listBlocks("Taken on trust", one.caveats),
    ...(verbose ? listBlocks("What each authenticator says", (one.trials ?? []).map(trialText)) : []),
  ];
}

const noInput: Gap = {
  reason: "no cluster was read: what it may do, and whether what it is bound to is still there, is not known",
  remedy: "name an input with -f, --context, --kubeconfig or --sample",
};

function inspectElsewhere(other: Elsewhere, options: InspectOptions): InspectedCredential {
  const { where, kind, why, state, isAnonymous = false } = other;
  const plain = { ...unreadable(where, why), kind, state };
  if (isAnonymous) return inspectAnonymous(plain, options);
  return state === "unknown" ? { ...plain, errors: [], caveats: [why] } : plain;
}

/** What the API server's own command line reads, and nobody handed over. */
function unreadFiles({ model, server = {} }: InspectOptions): readonly Gap[] {
  const files = [
    ["token-auth-file", server.tokenFile],
    ["authentication-config", server.issuers],
  ] as const;
  return files.flatMap(([flag, given]) => {
    const path = given === undefined ? flagValues(model, flag)?.at(-1) : undefined;
    return path === undefined || path === ""
      ? []
      : [{ reason: `the API server's file ${path} was not read`, remedy: `hand it over with --${flag}` }];
  });
}

/** Inspects each. Linear in the credentials, but for rights, which are as `access review`. Holds on to no text of theirs. */
export function askInspect(
  materials: readonly Material[],
  elsewhere: readonly Elsewhere[],
  options: InspectOptions,
): Answer<CredentialInspection> {
  const inspected = materials.map((material) => withRights(inspect(material, options), options));
  const others = elsewhere.map((other) => withRights(inspectElsewhere(other, options), options));
  const credentials = [...inspected, ...others];
  const reviewed = credentials.flatMap(({ rights }) => rights?.notSeen ?? []);
  const notSeen =
    options.model === undefined
      ? [noInput]
      : [...unreadFiles(options), ...new Map(reviewed.map((gap) => [gap.reason, gap])).values()];
  const asOf = rfc3339(options.asOf);
  const data: CredentialInspection = {
    apiVersion: "plimsoll/v1",
    kind: "CredentialInspection",
    asOf,
    credentials,
    notSeen,
  };
  const gaps = notSeen.map(({ reason, remedy }) => `${reason}: ${remedy}`);
  const blocks = [
    ...credentials.flatMap((one) => credentialBlocks(one, asOf, options.verbose === true)),
    ...listBlocks("Not seen", gaps),
  ];
  return { data, document: { title: "What this credential is", blocks } };
}
