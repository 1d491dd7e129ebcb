// What a literal can look like, and how sure that is.

/** `certain`: the form alone proves it. `likely`: its name says so. `possible`: only its randomness, or that it is a well-known default. */
export type Confidence = "certain" | "likely" | "possible";

/** What a literal looks like: a credential format, or one of the kinds below. */
export const literalKinds = [
  "age-secret-key",
  "api-key",
  "atlassian-token",
  "authorization-header",
  "aws-access-key-id",
  "aws-secret-access-key",
  "azure-client-secret",
  "azure-signature",
  "azure-storage-key",
  "bootstrap-token",
  "connection-string",
  "databricks-token",
  "digitalocean-token",
  "docker-config",
  "docker-hub-token",
  "doppler-token",
  "github-token",
  "gitlab-token",
  "google-access-token",
  "google-api-key",
  "google-oauth-secret",
  "grafana-token",
  "high-entropy",
  "htpasswd",
  "jwt",
  "kubeconfig",
  "mailgun-key",
  "named-secret",
  "new-relic-key",
  "npm-token",
  "private-key",
  "pypi-token",
  "sendgrid-key",
  "shopify-token",
  "slack-token",
  "slack-webhook",
  "stripe-key",
  "telegram-bot-token",
  "terraform-token",
  "twilio-key",
  "url-credentials",
  "vault-token",
  "weak-password",
] as const;

/** One of {@link literalKinds}. */
export type LiteralKind = (typeof literalKinds)[number];

/** What is known of a literal without knowing it. `looksLike` and `confidence` are absent for what looks like nothing. */
export interface LiteralDescription {
  /** In UTF-16 code units. */
  readonly length: number;
  readonly looksLike?: LiteralKind;
  readonly confidence?: Confidence;
}

const unsure: Partial<Record<LiteralKind, Confidence>> = {
  "aws-secret-access-key": "likely",
  "named-secret": "likely",
  "weak-password": "likely",
  "high-entropy": "possible",
};

/** How sure a kind is. */
export function confidenceOf(kind: LiteralKind): Confidence {
  return unsure[kind] ?? "certain";
}
