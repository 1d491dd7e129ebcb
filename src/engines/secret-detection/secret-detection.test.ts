// The detector: what it recognises, what it leaves alone, and that nothing of a secret survives its marker.
import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  certainKind,
  describeLiteral,
  literalKinds,
  literalsIn,
  readLiteral,
  redactCredentials,
  redactLiteral,
  type LiteralKind,
} from "./index.ts";

const random = (length: number, alphabet: string): string =>
  Array.from({ length }, (_, index) =>
    alphabet.charAt((index * 7 + length + ((index * index) % 5)) % alphabet.length),
  ).join("");
const hex = (length: number): string => random(length, "0123456789abcdef");
const word = (length: number): string => random(length, "a7Bk2Qz9LmX4cVtR8w");
const upper = (length: number): string => random(length, "A7B2QZ5LMX4CVTR3W");
const privateKey = ["PRIVATE", "KEY"].join(" ");
const pem = (label: string): string => `-----BEGIN ${label}-----\n${word(64)}\n-----END ${label}-----`;

/** Made-up credentials, one of each format, assembled so that no scanner of repositories takes this file for a leak. */
const credentials: readonly (readonly [LiteralKind, string])[] = [
  ["private-key", pem(`RSA ${privateKey}`)],
  ["private-key", pem(privateKey)],
  ["private-key", pem(`OPENSSH ${privateKey}`)],
  ["private-key", `-----BEGIN EC ${privateKey}-----\n${word(20)}`],
  ["private-key", btoa(pem(privateKey))],
  ["private-key", btoa(pem(`EC ${privateKey}`))],
  ["private-key", btoa(pem(`RSA ${privateKey}`))],
  ["private-key", btoa(pem(`OPENSSH ${privateKey}`))],
  ["private-key", btoa(`${pem("CERTIFICATE")}\n${pem(privateKey)}`)],
  ["aws-access-key-id", `AKIA${upper(16).replaceAll(/[01389]/g, "K")}`],
  ["github-token", `ghp_${word(36)}`],
  ["github-token", `github_pat_${word(22)}_${word(59)}`],
  ["gitlab-token", `glpat-${word(20)}`],
  ["slack-token", `xoxb-${hex(12)}-${hex(12)}-${word(24)}`],
  ["slack-token", `xapp-1-${upper(10)}-${hex(40)}`],
  ["slack-webhook", `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${word(24)}`],
  ["google-api-key", `AIza${word(35)}`],
  ["google-oauth-secret", `GOCSPX-${word(28)}`],
  ["google-access-token", `ya29.${word(60)}`],
  ["stripe-key", `sk_live_${word(24)}`],
  ["stripe-key", `whsec_${word(32)}`],
  ["jwt", `eyJ${word(20)}.eyJ${word(40)}.${word(43)}`],
  ["npm-token", `npm_${word(36)}`],
  ["pypi-token", `pypi-${word(80)}`],
  ["docker-hub-token", `dckr_pat_${word(27)}`],
  ["sendgrid-key", `SG.${word(22)}.${word(43)}`],
  ["digitalocean-token", `dop_v1_${hex(64)}`],
  ["vault-token", `hvs.${word(90)}`],
  ["terraform-token", `${word(14)}.atlasv1.${word(67)}`],
  ["databricks-token", `dapi${hex(32)}`],
  ["grafana-token", `glsa_${word(32)}_${hex(8)}`],
  ["grafana-token", `glc_${word(60)}`],
  ["shopify-token", `shpat_${hex(32)}`],
  ["atlassian-token", `ATATT3${word(186)}`],
  ["new-relic-key", `NRAK-${upper(27)}`],
  ["doppler-token", `dp.pt.${word(43)}`],
  ["telegram-bot-token", `123456789:AA${word(33)}`],
  ["twilio-key", `SK${hex(32)}`],
  ["mailgun-key", `key-${hex(32)}`],
  ["api-key", `sk-proj-${word(48)}`],
  ["age-secret-key", `AGE-SECRET-KEY-1${random(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")}`],
  ["azure-storage-key", `DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey=${word(86)}==`],
  ["azure-signature", `https://harbour.blob.core.windows.net/logs?sv=2024&sig=${word(43)}%3D`],
  ["azure-client-secret", `a1B8Q~${word(34)}`],
  ["bootstrap-token", "a1b2c3.0123456789abcdef"],
  ["docker-config", `{"auths":{"registry.example":{"auth":"${word(24)}"}}}`],
  ["kubeconfig", `users:\n- user:\n    client-key-data: ${word(80)}`],
  ["htpasswd", `mate:$apr1$${word(8)}$${word(22)}`],
  ["htpasswd", `mate:{SHA}${word(27)}=`],
  ["authorization-header", `Authorization: Bearer ${word(30)}`],
  ["url-credentials", `postgres://harbour:${word(12)}@db:5432/harbour`],
  ["url-credentials", `redis://:${word(9)}@cache`],
  ["url-credentials", `https://${word(32)}@git.example/repository`],
  ["authorization-header", `curl -u export:${word(8)} -T - https://files.example/orders.sql`],
  ["connection-string", `harbour:${word(10)}@tcp(db:3306)/harbour`],
  ["connection-string", `Server=db;User Id=sa;Password=${word(10)};`],
  ["connection-string", `host=db user=harbour password=${word(10)} sslmode=disable`],
];

describe("credentials of a known format", () => {
  it.each(credentials)("%s %#", (kind, credential) => {
    expect(certainKind(credential)).toBe(kind);
    expect(describeLiteral("GREETING", credential)).toEqual({
      length: credential.length,
      looksLike: kind,
      confidence: "certain",
    });
    expect(certainKind(`first line\nx ${credential} y`)).toBe(kind);
  });

  it("covers every kind that is known by its form", () => {
    const byName = ["aws-secret-access-key", "high-entropy", "named-secret", "weak-password"];
    const covered = new Set([...credentials.map(([kind]) => kind), ...byName]);
    expect(literalKinds.filter((kind) => !covered.has(kind))).toEqual([]);
  });

  it.each(credentials)("%s %# are blanked within a text, and nothing around them is", (kind, credential) => {
    const text = `upstream: a.example\nvalue ${credential}\nlog: stdout`;
    const redacted = redactCredentials(text);
    expect(redacted).toMatch(/^upstream: a\.example\nvalue /);
    expect(redacted).not.toContain(credential);
    expect(literalsIn(redacted).map(({ looksLike }) => looksLike)).toContain(kind);
    expect(redactCredentials(redacted)).toBe(redacted);
  });
});

const named: readonly (readonly [string, string, LiteralKind | undefined])[] = [
  ["DB_PASSWORD", "tern-swims-home", "named-secret"],
  ["dbPassword", "tern-swims-home", "named-secret"],
  ["spring.datasource.password", "tern-swims-home", "named-secret"],
  ["API_KEY", "tern4swims", "named-secret"],
  ["apiKey", "tern4swims", "named-secret"],
  ["X_TOKEN_2", "tern4swims", "named-secret"],
  ["SECRET_KEY_BASE", "tern4swims", "named-secret"],
  ["certificateKey", hex(64), "named-secret"],
  ["GITHUB_TOKEN", "8f14e45f-ceea-4671-9c3d-3b2c0f8f1d11", "named-secret"],
  ["AWS_SECRET_ACCESS_KEY", word(40), "aws-secret-access-key"],
  ["POSTGRES_PASSWORD", "postgres", "weak-password"],
  ["ADMIN_PASSWORD", "123456", "weak-password"],
  ["GREETING", "changeme", "weak-password"],
  ["SECRET", "Change-Me!", "weak-password"],
  ["SESSION", "Zq8wT1kLm9Xc4Vb7Nr2Yp5Ha", "high-entropy"],
  ["Authorization", "Basic Z3VsbDp0ZXJu", "authorization-header"],
  ["proxy-authorization", "bearer tern4swims", "authorization-header"],
  ["Authorization", "Bearer $(TOKEN)", undefined],
  ["AUTHORIZATION_MODE", "Token reviews", undefined],
  ["USER", "admin", undefined],
  ["DB_PASSWORD_FILE", "tern-swims-home", undefined],
  ["PASSWORD_PATH", "tern", undefined],
  ["SECRET_NAME", "database", undefined],
  ["TOKEN_URL", "tern", undefined],
  ["TOKEN_TTL", "tern", undefined],
  ["SECRETS_PROVIDER", "tern", undefined],
  ["KEYBOARD", "tern", undefined],
  ["PASSENGER_LIST", "tern", undefined],
  ["TOKENIZER", "tern", undefined],
  ["PUBLIC_KEY", "tern", undefined],
  ["PASSWORD", "", undefined],
  ["PASSWORD", "true", undefined],
  ["SECRET_ROTATION", "30d", undefined],
  ["TOKEN", "3600", undefined],
  ["PASSWORD", "$(DB_PASSWORD)", undefined],
  ["PASSWORD", "${DB_PASSWORD}", undefined],
  ["PASSWORD", "$DB_PASSWORD", undefined],
  ["PASSWORD", "<your password>", undefined],
  ["PASSWORD", "{{ .Values.password }}", undefined],
  ["PASSWORD", "****", undefined],
  ["PASSWORD", "/etc/harbour/password", undefined],
  ["PASSWORD", "vault:secret/data/harbour#password", undefined],
  ["TOKEN", "https://issuer.example/token", undefined],
  ["DATABASE", "postgres://harbour:$(DB_PASSWORD)@db/harbour", undefined],
  ["DATABASE", "postgres://harbour:<password>@db/harbour", undefined],
  ["DATABASE", "postgres://harbour@db/harbour", undefined],
  ["IMAGE", "registry.example/Harbour/Quay_Server-2:v1.4.0-RC1", undefined],
  ["DIGEST", `registry.example/quay@sha256:${hex(64)}`, undefined],
  ["COMMIT", hex(40), undefined],
  ["ID", "8f14e45f-ceea-4671-9c3d-3b2c0f8f1d11", undefined],
  ["prometheus.yml", "scrape:\n  basic_auth: { username: scrape, password: mind-the-boom }\n", "named-secret"],
  ["settings.json", '{"name":"web","apiKey":"tern4swims"}', "named-secret"],
  ["values", "accessKeySecret:\n  name: minio\n  key: accesskey\n", undefined],
  ["PASSWORD", "INSERT_PASSWORD_HERE", undefined],
  ["settings.json", '{"name":"web","apiKeyFile":"/etc/key"}', undefined],
  ["run.sh", "docker run -u 1000:1000 -v /etc:/etc image", undefined],
  ["CLASS", "org.example.harbour.QuayServerConfigurationFactory2", undefined],
];

describe("names and values", () => {
  it.each(named)("%s=%s", (name, value, kind) => {
    expect(describeLiteral(name, value).looksLike).toBe(kind);
  });
});

describe("markers", () => {
  it("tell length and likeness, and are read back", () => {
    const marker = redactLiteral("DB_PASSWORD", "tern-swims-home");
    expect(marker).toBe("«redacted length=15 looks-like=named-secret»");
    expect(readLiteral(marker)).toEqual({ length: 15, looksLike: "named-secret", confidence: "likely" });
    expect(readLiteral(redactLiteral("GREETING", "ahoy"))).toEqual({ length: 4 });
    expect(describeLiteral("OTHER", marker)).toEqual(readLiteral(marker));
  });

  it.each([
    "«redacted length=5 looks-like=<b>»",
    "«redacted length=5 looks-like=tern-swims-home»",
    "«redacted length=05»",
    "«redacted length=99999999999»",
    "«redacted length=5» tern",
    "«redacted length=5»\n",
    "«redacted length=5 »",
    "x«redacted length=5»",
  ])("in hostile input carry nothing: %s", (text) => {
    expect(readLiteral(text)).toBeUndefined();
    expect(redactLiteral("X", text)).toBe(`«redacted length=${text.length}»`);
  });

  it("redact once and for all, and hold nothing of the value", () => {
    const check = (name: string, value: string): void => {
      const marker = redactLiteral(name, value);
      expect(redactLiteral(name, marker)).toBe(marker);
      if (value !== "") expect(readLiteral(marker)?.length).toBe(value.length);
    };
    assert(
      property(
        string(),
        string({ unit: "binary" }).filter((value) => readLiteral(value) === undefined),
        check,
      ),
      { numRuns: 40 },
    );
  });
});
