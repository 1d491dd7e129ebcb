// Differential test of the authorization engine: random worlds and requests, decided by a real API server and by us.
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseMinor } from "../../src/core/index.ts";
import {
  accessReview,
  answerRbacRequest,
  authorize,
  reviewRules,
  type RulesReviewStatus,
} from "../../src/engines/authorization/index.ts";
import { requestAttributes, type RequestAttributes } from "../../src/kubernetes/index.ts";
import {
  AuthorizationHarness,
  impersonated,
  inFlight,
  type LiveWorld,
  type ReviewStatus,
} from "./authorization/harness.ts";
import { randomFrom } from "./authorization/random.ts";
import { namespaces } from "./authorization/random-objects.ts";
import { randomRequest, randomUser } from "./authorization/random-requests.ts";
import { randomUrl } from "./authorization/random-urls.ts";
import { randomWrite, writersOf, type RandomWrite } from "./authorization/random-writes.ts";
import { rbacReasons, sortedErrors } from "./authorization/reasons.ts";
import { describeControlPlane } from "./describe-control-plane.ts";

const seed = Number(process.env["PLIMSOLL_SEED"] ?? Date.now() % 1_000_000);
const worlds = 5;
const requestsEach = 600;
const reviewsEach = 60;
const writesEach = 200;
const urls = 400;

const say = (text: string): void => void process.stderr.write(`authorization: ${text}\n`);

function decisionOf({ allowed = false, denied = false }: ReviewStatus): string {
  return denied ? "deny" : allowed ? "allow" : "no-opinion";
}

/** Text of a value in which the order of keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What an audit event tells of the attributes. */
interface Attributes {
  readonly verb: string;
  readonly objectRef?: object;
}

const references = ["resource", "namespace", "name", "apiGroup", "apiVersion", "subresource"];

function attributesText({ verb, objectRef }: Attributes): string {
  const fields = new Map<string, unknown>(Object.entries(objectRef ?? {}));
  return JSON.stringify([verb, ...references.map((key) => fields.get(key) ?? "")]);
}

/** Canonical text of a review: no order of rules, nothing empty. */
function reviewText({ resourceRules, nonResourceRules, incomplete, evaluationError = "" }: RulesReviewStatus): string {
  const present = (rule: object): object =>
    Object.fromEntries(Object.entries(rule).filter(([, list]) => (list as readonly unknown[] | null)?.length));
  const text = (rules: readonly object[] | null): readonly string[] =>
    (rules ?? []).map((rule) => canonical(present(rule))).sort();
  return JSON.stringify([text(resourceRules), text(nonResourceRules), incomplete, sortedErrors(evaluationError)]);
}

function difference(
  { chain, rbac }: LiveWorld,
  attributes: RequestAttributes,
  status: ReviewStatus,
): string | undefined {
  const answer = authorize(chain, attributes);
  const reasons = answer.authorizer === "RBAC" ? rbacReasons(rbac, attributes) : [answer.reason];
  const fits =
    answer.decision === decisionOf(status) &&
    reasons.map(sortedErrors).includes(sortedErrors(status.reason ?? "")) &&
    (answer.evaluationError !== undefined) === (status.evaluationError !== undefined);
  if (fits) return undefined;
  return `${JSON.stringify(attributes)}: the server says ${JSON.stringify(status)}, we say ${JSON.stringify({ ...answer, verdicts: undefined })}`;
}

describeControlPlane("authorization, against the real server", () => {
  let harness: AuthorizationHarness;

  beforeAll(async () => {
    say(`seed ${seed} (PLIMSOLL_SEED=${seed} repeats it)`);
    harness = await AuthorizationHarness.start();
  });
  afterAll(() => harness?.stop());

  it(
    `decides ${worlds * requestsEach} requests as the server does, reasons and all`,
    { timeout: 600_000 },
    async () => {
      const random = randomFrom(seed);
      const wrong: string[] = [];
      const tally: Record<string, number> = {};
      const reviews = new Set<string>();
      for (let world = 0; world < worlds; world++) {
        const live = await harness.nextWorld(random, world);
        const requests = Array.from({ length: requestsEach }, () => randomRequest(random));
        const answers = await inFlight(requests, (request) => harness.ask(request));
        for (const [index, attributes] of requests.entries()) {
          wrong.push(...[difference(live, attributes, answers[index] ?? {})].filter((one) => one !== undefined));
          const { decision, authorizer } = authorize(live.chain, attributes);
          tally[`${decision} ${authorizer}`] = (tally[`${decision} ${authorizer}`] ?? 0) + 1;
          reviews.add(canonical(accessReview(attributes, live.chain.version)));
        }
      }
      say(`${worlds * requestsEach} requests, ${wrong.length} differences: ${JSON.stringify(tally)}`);
      expect(wrong.slice(0, 5)).toEqual([]);
      // Each authorizer must have had its say, or the comparison shows little.
      for (const said of [
        "allow Node",
        "allow ABAC",
        "allow RBAC",
        "allow Webhook",
        "deny Webhook",
        "allow SystemMasters",
        "no-opinion ",
      ]) {
        expect(tally[said] ?? 0, said).toBeGreaterThan(10);
      }
      const sent = harness.webhook.reviews.filter(
        ({ user }) => !user.includes("zz-marker") && !user.startsWith("system:apiserver"),
      );
      const strange = sent.map(canonical).filter((text) => !reviews.has(text));
      expect(sent.length).toBeGreaterThan(100);
      expect(strange.slice(0, 3)).toEqual([]);
    },
  );

  it(`reviews rules as the server does, ${worlds * reviewsEach} times`, { timeout: 600_000 }, async () => {
    const random = randomFrom(seed + 1);
    const wrong: string[] = [];
    for (let world = 0; world < worlds; world++) {
      const { chain } = await harness.nextWorld(random, 100 + world);
      const asked = Array.from({ length: reviewsEach }, () => ({
        user: randomUser(random),
        namespace: random.pick(namespaces),
      }));
      const answers = await inFlight(asked, async ({ user, namespace }) => {
        const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
        const response = await harness.as(user, "POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", body);
        return JSON.parse(response.body) as { readonly status: RulesReviewStatus };
      });
      for (const [index, { user, namespace }] of asked.entries()) {
        const review = reviewRules(chain, impersonated(user), namespace);
        const given = "error" in review ? review.error : reviewText(review.status);
        const { status } = answers[index] ?? {};
        if (status === undefined || given !== reviewText(status))
          wrong.push(`${JSON.stringify(user)} ${namespace}: ${JSON.stringify(answers[index])}, we say ${given}`);
      }
    }
    say(`${worlds * reviewsEach} rules reviews, ${wrong.length} differences`);
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it(
    `answers ${worlds * writesEach} writes of roles and bindings as the server does`,
    { timeout: 600_000 },
    async () => {
      const random = randomFrom(seed + 2);
      const wrong: string[] = [];
      const codes: Record<number, number> = {};
      for (let world = 0; world < worlds; world++) {
        const { chain, rbac, objects } = await harness.nextWorld(random, 200 + world, writersOf(world));
        const writes = Array.from({ length: writesEach }, () => randomWrite(random, objects));
        const send = ({ user, method, path, body, contentType }: RandomWrite): ReturnType<AuthorizationHarness["as"]> =>
          harness.as(user, method, `${path}?dryRun=All`, body, contentType);
        const answers = await inFlight(writes, send);
        for (const [index, write] of writes.entries()) {
          const { status = 0, body = "" } = answers[index] ?? {};
          const { message = "", reason } =
            status < 300 ? {} : (JSON.parse(body) as { readonly message?: string; readonly reason?: string });
          codes[status] = (codes[status] ?? 0) + 1;
          const given = answerRbacRequest({ chain, rbac }, { ...write, user: impersonated(write.user) });
          const ours =
            given !== undefined && "message" in given ? given : { code: given?.code, message: "", reason: undefined };
          const fits =
            status === ours.code && reason === ours.reason && sortedErrors(message) === sortedErrors(ours.message);
          if (!fits)
            wrong.push(
              `${JSON.stringify(write)}: the server says ${status} ${reason} ${message}, we say ${JSON.stringify(given)}`,
            );
        }
      }
      say(`${worlds * writesEach} writes, ${wrong.length} differences: ${JSON.stringify(codes)}`);
      expect(wrong.slice(0, 3)).toEqual([]);
      for (const code of [200, 201, 403, 404, 422]) expect(codes[code] ?? 0, String(code)).toBeGreaterThan(3);
    },
  );

  it(`reads ${urls} URLs as the server does`, { timeout: 300_000 }, async () => {
    const random = randomFrom(seed + 3);
    await harness.clear(); // a watch that somebody may have would not end
    const { api, tokens, apiserverVersion } = harness.plane;
    const server = { version: parseMinor(apiserverVersion) ?? "1.37" };
    const token = tokens["asker"] ?? "";
    const sent = Array.from({ length: urls }, (_, index) => {
      const { method, url } = randomUrl(random);
      return { method, path: `${url}${url.includes("?") ? "&" : "?"}number=${index}`, token };
    });
    await inFlight(sent, (request) => api.request(request));
    const seen = new Map((await harness.plane.auditEvents()).map((event) => [event.requestURI, attributesText(event)]));
    const wrong = sent.flatMap(({ method, path }) => {
      const ours = requestAttributes(method, path, { username: "asker" }, server);
      const given =
        ours === undefined
          ? undefined
          : attributesText(ours.path === undefined ? { verb: ours.verb, objectRef: ours } : ours);
      return given === seen.get(path) ? [] : [`${method} ${path}: the server says ${seen.get(path)}, we say ${given}`];
    });
    say(`${sent.length} URLs, ${wrong.length} differences`);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(seen.size).toBeGreaterThan(urls / 2);
  });
});
