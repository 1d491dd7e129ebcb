// Differential test of the authentication engine: tokens, certificates, headers, impersonation and configurations, told by a real API server and by us.
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  authenticate,
  parseAuthenticationConfiguration,
  reviewToken,
  type Authentication,
} from "../../src/engines/authentication/index.ts";
import { goQuote, type UserInfo } from "../../src/kubernetes/index.ts";
import { readCertificates } from "../../src/languages/x509/index.ts";
import { buildCertificate, commonName, made } from "../fixtures/certificates/build-certificate.ts";
import { makeKey } from "../fixtures/certificates/build-request.ts";
import { compareImpersonations, rightsOfRequestor, whoBody } from "./authentication/compare-impersonations.ts";
import { canonical, eachOf } from "./authentication/in-flight.ts";
import { headerSets, subjects } from "./authentication/credentials.ts";
import { whoAmI } from "./authentication/random-impersonations.ts";
import { refused } from "./authentication/refused-configurations.ts";
import {
  accountIssuer,
  freeAuthority,
  hoursFromNow,
  regex,
  startWorld,
  version,
  type HeldTokens,
  type World,
} from "./authentication/harness.ts";
import { legacyToken, randomToken } from "./authentication/random-tokens.ts";
import { randomFrom } from "./authorization/random.ts";
import { createApiClient } from "./api-client.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane } from "./index.ts";

const seed = Number(process.env["PLIMSOLL_SEED"] ?? Date.now() % 1_000_000);
const tokens = 1500;
const impersonations = 600;

const say = (text: string): void => void process.stderr.write(`authentication: ${text}\n`);

interface ReviewStatus {
  readonly error?: string;
}

/** Times of day differ by the moment, and what Go says of a misfit by its types. */
function comparable(status: ReviewStatus): string {
  const error = status.error
    ?.replaceAll(/current time .*? before/g, "current time T before")
    .replaceAll(/ [+-]\d{4} [A-Z]+\)/g, " Z)")
    .replaceAll(/(failed to unmarshal claims|malformed jwt): .*?(?=\]?$)/g, "$1");
  return canonical(error === undefined ? status : { ...status, error });
}

async function review(
  world: World,
  token: string,
  audiences: readonly string[],
): Promise<{ code: number; status: ReviewStatus }> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token, audiences } };
  const path = "/apis/authentication.k8s.io/v1/tokenreviews";
  const answer = await world.plane.api.request({ method: "POST", path, body });
  const { status = {} } = JSON.parse(answer.body) as { status?: ReviewStatus };
  return { code: answer.status, status };
}

async function holdTokens(world: World, held: HeldTokens["held"]): Promise<void> {
  for (const name of ["manual", "listed", "marked"]) {
    const token = legacyToken(world, name);
    const labels = name === "marked" ? { "kubernetes.io/legacy-token-invalid-since": "2026-01-01" } : {};
    const annotations = { "kubernetes.io/service-account.name": "builder" };
    const body = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace: "default", labels, annotations },
      type: "kubernetes.io/service-account-token",
      stringData: { token },
    };
    const answer = await world.plane.api.request({ method: "POST", path: "/api/v1/namespaces/default/secrets", body });
    expect(answer.status).toBe(201);
    held.set(name, { uid: "", token, labels });
  }
}

function shown(authentication: Authentication): string {
  return "user" in authentication
    ? canonical(authentication.user)
    : `${"code" in authentication ? authentication.code : "?"}`;
}

describeControlPlane("authentication by a real API server", () => {
  const held: HeldTokens["held"] = new Map();
  let world: World;

  beforeAll(async () => {
    say(`seed ${seed} (PLIMSOLL_SEED)`);
    world = await startWorld(held);
    await holdTokens(world, held);
  }, 120_000);
  afterAll(() => world.stop());

  it(`reviews ${tokens} random tokens as we do`, async () => {
    const random = randomFrom(seed);
    const wanted = [[], [], [], [accountIssuer], ["second", "vault"], ["vault"], ["other"]];
    const cases = Array.from({ length: tokens }, () => ({
      token: randomToken(random, world),
      audiences: random.pick(wanted),
    }));
    const differences: object[] = [];
    let known = 0;
    await eachOf(cases, async ({ token, audiences }) => {
      const live = await review(world, token, audiences);
      const ours = reviewToken(world.authenticators, { token, audiences }, world.instruments());
      if ("authenticated" in live.status) known++;
      const [expected, given] = [comparable(live.status), "status" in ours ? comparable(ours.status) : ours.message];
      if (live.code !== ours.code || expected !== given) differences.push({ expected, given, token, audiences });
    });
    say(`${tokens} tokens, ${known} good, ${differences.length} differences`);
    expect(differences.slice(0, 5)).toEqual([]);
    expect(known).toBeGreaterThan(tokens / 7);
  }, 120_000);

  it("knows the bearers of certificates, headers and tokens as we do", async () => {
    const key = makeKey("P-256");
    const keyPem = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const usages = [made.usages("1.3.6.1.5.5.7.3.2")];
    const own = (subject: (typeof subjects)[keyof typeof subjects], more: object = {}) => {
      const from = { issuer: commonName("free"), notBefore: hoursFromNow(-1), notAfter: hoursFromNow(24) };
      const bytes = buildCertificate({ subject, key, extensions: usages, ...from, ...more });
      const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
      return {
        certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
        key: keyPem,
      };
    };
    const identities = [
      undefined,
      ...Object.values(subjects).map((subject) => own(subject)),
      own(subjects["a name and groups"], { notAfter: hoursFromNow(-0.5) }),
      own(subjects["a name and groups"], { extensions: [made.usages("1.3.6.1.5.5.7.3.1")] }),
      own(subjects["a name and groups"], { signer: key }),
      await world.frontProxy.issueClient({ user: "proxy" }),
      await world.frontProxy.issueClient({ user: "other" }),
    ];
    const differences: object[] = [];
    let asked = 0;
    for (const identity of identities) {
      const client = createApiClient({ url: world.plane.url, ca: world.plane.authority.certificate, ...identity });
      for (const headers of headerSets) {
        const live = await client.request({ method: "POST", path: whoAmI, body: whoBody, headers });
        const certificates = readCertificates(identity?.certificate ?? "").certificates;
        const ours = authenticate(
          world.authenticators,
          { path: whoAmI, headers: Object.entries(headers), certificates },
          world.instruments(),
        );
        const user =
          live.status === 201
            ? (JSON.parse(live.body) as { status: { userInfo: UserInfo } }).status.userInfo
            : undefined;
        const isKnown = user === undefined && live.status === 403;
        const expected = user === undefined ? String(live.status) : canonical(user);
        asked++;
        // A known user without the right to ask who they are: the refusal names them.
        const name = "user" in ours ? goQuote(ours.user.username) : "";
        const fits = isKnown
          ? "user" in ours && live.body.includes(JSON.stringify(name).slice(1, -1))
          : expected === shown(ours);
        if (!fits)
          differences.push({ headers, expected: live.body.slice(0, 300), given: shown(ours), trials: ours.trials });
      }
      client.close();
    }
    const paths = ["/livez", "/livez/", "/readyz", "/version", "/healthz"];
    const stranger = createApiClient({ url: world.plane.url, ca: world.plane.authority.certificate });
    for (const path of paths) {
      const { status } = await stranger.request({ path });
      const ours = authenticate(world.authenticators, { path, headers: [], certificates: [] }, world.instruments());
      if ((status === 401) !== (ours.outcome === "unauthorized")) differences.push({ path, status, ours });
    }
    stranger.close();
    say(`${asked + paths.length} requests, ${differences.length} differences`);
    expect(freeAuthority).toContain("CERTIFICATE");
    expect(differences.slice(0, 3)).toEqual([]);
  }, 60_000);

  it.each([true, false])(
    `impersonates ${impersonations} times as we do, constrained: %s`,
    async (isConstrained) => {
      const featureGates = { ConstrainedImpersonation: isConstrained };
      const plane = isConstrained
        ? world.plane
        : await startControlPlane({ apiserverFlags: { "feature-gates": "ConstrainedImpersonation=false" } });
      try {
        await plane.api.createMany(rightsOfRequestor);
        const { differences, counts } = await compareImpersonations(
          plane,
          featureGates,
          randomFrom(seed + 1),
          impersonations,
        );
        say(`${impersonations} impersonations (${JSON.stringify(counts)}), ${differences.length} differences`);
        expect(differences.slice(0, 3)).toEqual([]);
        expect(Math.min(counts.impersonated, counts.refused)).toBeGreaterThan(impersonations / 20);
      } finally {
        if (!isConstrained) await plane.stop();
      }
    },
    90_000,
  );
});

describeControlPlane("authentication configurations that are refused", () => {
  it.each(Object.entries(refused))("%s ends the server's start with our words", async (_name, file) => {
    const reading = parseAuthenticationConfiguration(file, { version, regex, serviceAccountIssuers: [accountIssuer] });
    const [fault = "(none)"] = "faults" in reading ? reading.faults : [];
    const message = await startControlPlane({ authenticationConfiguration: file }).then(
      () => "it started",
      (error: unknown) => String(error).replaceAll("\n\t", "\n"),
    );
    // The log quotes a message of one line as Go does, and prints one of several lines as it is.
    expect(message).toContain(fault.includes("\n") ? fault : goQuote(fault).slice(1, -1));
  });
});
