// Tokens of the TokenRequest API (pkg/serviceaccount/claims.go): they end, and count while what they are bound to is there.
import { compareMinor, type Minor } from "../../../core/index.ts";
import { isGateOn } from "../../../kubernetes/index.ts";
import type { BoundObject, BoundResource, ServiceAccountTokens, Setting } from "../authenticators.ts";
import type { BoundClaims, ObjectClaim, PublicClaims } from "./decode-claims.ts";
import { missingServiceAccount } from "./object-errors.ts";
import type { Validated } from "./validated.ts";

const leeway = 60_000;
const since = (version: Minor, minor: Minor): boolean => compareMinor(version, minor) >= 0;

/** Why the token does not count at this time. Until 1.26 a missing `exp` was 1970, and `iat` was not looked at. */
function timeFault({ expiry, notBefore, issuedAt }: PublicClaims, version: Minor, now: number): string | undefined {
  const isNew = since(version, "1.27");
  const isAhead = (time: number | undefined): boolean => time !== undefined && now + leeway < time * 1000;
  const end = expiry ?? (isNew ? Infinity : 0);
  if (isAhead(notBefore)) return isNew ? "service account token is not valid yet" : "Token could not be validated.";
  if (now - leeway > end * 1000) return isNew ? "service account token has expired" : "Token has expired.";
  return isNew && isAhead(issuedAt) ? "service account token is issued in the future" : undefined;
}

interface BoundKind {
  readonly resource: BoundResource;
  /** How messages name the kind until 1.26, and since. */
  readonly old: string;
  readonly mismatch: string;
}

const kinds = {
  secret: { resource: "secrets", old: "Secret", mismatch: "secret" },
  pod: { resource: "pods", old: "Pod", mismatch: "pod" },
  node: { resource: "nodes", old: "Node", mismatch: "node" },
} as const satisfies Readonly<Record<string, BoundKind>>;

const webhookKinds = {
  validatingWebhook: { resource: "validatingwebhookconfigurations", kind: "ValidatingWebhookConfiguration" },
  mutatingWebhook: { resource: "mutatingwebhookconfigurations", kind: "MutatingWebhookConfiguration" },
} as const;

class Validation {
  readonly caveats: string[] = [];
  readonly extra: Record<string, readonly string[]> = {};
  private readonly own: BoundClaims;
  private readonly tokens: ServiceAccountTokens;
  private readonly setting: Setting;
  private readonly version: Minor;

  constructor(own: BoundClaims, tokens: ServiceAccountTokens, setting: Setting) {
    this.own = own;
    this.tokens = tokens;
    this.setting = setting;
    this.version = setting.authenticators.version;
  }

  gate(name: Parameters<typeof isGateOn>[0]): boolean {
    return isGateOn(name, this.version, this.setting.authenticators.featureGates);
  }

  private isGone({ deletionTimestamp }: BoundObject): boolean {
    return deletionTimestamp !== undefined && deletionTimestamp < this.setting.now - leeway;
  }

  private find(resource: BoundResource, { name }: ObjectClaim): BoundObject | "absent" | undefined {
    const namespace = ["pods", "secrets", "serviceaccounts"].includes(resource) ? this.own.namespace : "";
    const found = this.tokens.objects(resource, namespace, name);
    if (found !== "unseen") return found;
    const place = namespace === "" ? name : `${namespace}/${name}`;
    this.caveats.push(`whether ${place} of ${resource} still exists, with this uid, was not seen`);
    return undefined;
  }

  /** The first that is wrong: since 1.29 the uid is compared before the deletion is. */
  private inOrder(uid: string | undefined, gone: string | undefined): string | undefined {
    return since(this.version, "1.29") ? (uid ?? gone) : (gone ?? uid);
  }

  account(): string | undefined {
    const { namespace, serviceAccount: claim } = this.own;
    const found = this.find("serviceaccounts", claim);
    if (found === undefined) return undefined;
    if (found === "absent") return missingServiceAccount(namespace, claim.name);
    const word = since(this.version, "1.27") ? "service account" : "ServiceAccount";
    return this.inOrder(
      found.uid === claim.uid ? undefined : `${word} UID (${found.uid}) does not match claim (${claim.uid})`,
      this.isGone(found) ? `${word} ${namespace}/${claim.name} has been deleted` : undefined,
    );
  }

  bound(claim: ObjectClaim | undefined, { resource, old, mismatch }: BoundKind): string | undefined {
    const found = claim === undefined ? undefined : this.find(resource, claim);
    if (found === undefined || claim === undefined) return undefined;
    const isNew = since(this.version, "1.27");
    const invalidated = `${isNew ? "service account token" : "Token"} has been invalidated`;
    if (found === "absent") return invalidated;
    const uids = isNew
      ? `${mismatch} UID (${found.uid}) does not match service account ${mismatch} ref claim (${claim.uid})`
      : `${old} UID (${found.uid}) does not match claim (${claim.uid})`;
    return this.inOrder(found.uid === claim.uid ? undefined : uids, this.isGone(found) ? invalidated : undefined);
  }

  private node(): string | undefined {
    const { node, pod } = this.own;
    if (node === undefined) return undefined;
    if (pod === undefined) {
      const gate = "ServiceAccountTokenNodeBindingValidation";
      if (!since(this.version, "1.29")) return undefined;
      if (!this.gate(gate)) return `token is bound to a Node object but the ${gate} feature gate is disabled`;
      const fault = this.bound(node, kinds.node);
      if (fault !== undefined) return fault;
    } else if (!this.gate("ServiceAccountTokenPodNodeInfo")) return undefined;
    if (node.name === "") return undefined;
    this.extra["authentication.kubernetes.io/node-name"] = [node.name];
    if (node.uid !== "") this.extra["authentication.kubernetes.io/node-uid"] = [node.uid];
    return undefined;
  }

  private webhook(which: keyof typeof webhookKinds): string | undefined {
    const claim = this.own[which];
    const { resource, kind } = webhookKinds[which];
    const found = claim === undefined ? undefined : this.find(resource, claim);
    if (claim === undefined) return undefined;
    if (found === "absent") return "service account token has been invalidated";
    if (found !== undefined && found.uid !== claim.uid)
      return `${kind} UID (${found.uid}) does not match service account validating ref claim (${claim.uid})`;
    if (found !== undefined && this.isGone(found)) return "service account token has been invalidated";
    if (claim.name !== "" && claim.uid !== "") {
      this.extra[`authentication.kubernetes.io/${kind.toLowerCase()}-name`] = [claim.name];
      this.extra[`authentication.kubernetes.io/${kind.toLowerCase()}-uid`] = [claim.uid];
    }
    return undefined;
  }

  private webhooks(): string | undefined {
    const { validatingWebhook, mutatingWebhook, attestedGroups } = this.own;
    if ((validatingWebhook === undefined && mutatingWebhook === undefined) || !since(this.version, "1.37"))
      return undefined;
    const gate = "APIServerWebhookAuthenticationToken";
    if (!this.gate(gate)) return `feature gate "${gate}" is disabled, but token is webhook bound`;
    if (attestedGroups.length === 0)
      return 'bound object was a webhook config, but "admissionReviewAPIGroups" attestation is missing';
    this.extra["attestation.authentication.kubernetes.io/admissionReviewAPIGroups"] = attestedGroups;
    return this.webhook("validatingWebhook") ?? this.webhook("mutatingWebhook");
  }

  /** Why the token does not count, in the server's order. */
  fault(): string | undefined {
    const { secret, pod } = this.own;
    const wrong =
      this.account() ??
      this.bound(secret, kinds.secret) ??
      this.bound(pod, kinds.pod) ??
      this.node() ??
      this.webhooks();
    if (wrong === undefined && pod !== undefined && pod.name !== "" && pod.uid !== "") {
      this.extra["authentication.kubernetes.io/pod-name"] = [pod.name];
      this.extra["authentication.kubernetes.io/pod-uid"] = [pod.uid];
    }
    return wrong;
  }
}

function staleness({ subject }: PublicClaims, warnAfter: number | undefined, now: number): Record<string, string> {
  if (warnAfter === undefined || warnAfter === 0 || now <= warnAfter * 1000) return {};
  const late = Math.floor(now / 1000) - warnAfter;
  return { "authentication.k8s.io/stale-token": `subject: ${subject}, seconds after warning threshold: ${late}` };
}

/** Judges the claims of a token whose signature was looked at. */
export function validateBoundToken(
  claims: PublicClaims,
  own: BoundClaims,
  tokens: ServiceAccountTokens,
  setting: Setting,
): Validated {
  const { version } = setting.authenticators;
  const late = timeFault(claims, version, setting.now);
  if (late !== undefined) return { error: late };
  const validation = new Validation(own, tokens, setting);
  const fault = validation.fault();
  if (fault !== undefined) return { error: fault };
  const { extra, caveats } = validation;
  if (claims.id !== "" && validation.gate("ServiceAccountTokenJTI"))
    extra["authentication.kubernetes.io/credential-id"] = [`JTI=${claims.id}`];
  const user = { namespace: own.namespace, ...own.serviceAccount, extra };
  return { user, caveats, annotations: staleness(claims, own.warnAfter, setting.now) };
}
