// Formats of well-known credentials: recognised wherever they stand, whatever the field is called.
import type { LiteralKind } from "./literal-kinds.ts";

/** A credential whose issuer gave it a recognisable form. */
export interface TokenFormat {
  readonly kind: LiteralKind;
  /** Source of an expression found in every match and in few other texts. */
  readonly hint: string;
  /** Global. A match starts where its alphabet starts, and repeats are bounded, so that matching is linear. */
  readonly pattern: RegExp;
}

function format(kind: LiteralKind, hint: string, pattern: RegExp): TokenFormat {
  return { kind, hint, pattern };
}

/**
 * Issuers' own descriptions of their tokens; a format is listed only where a stranger's text will not match by chance.
 * A private key without its end, as a cut-off file has it, matches to the end of the text; in base64, as kubeconfigs
 * and Secrets hold it, perhaps behind a certificate, the words PRIVATE KEY come in three alignments.
 */
export const tokenFormats: readonly TokenFormat[] = [
  format(
    "private-key",
    "PRIVATE KEY",
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  ),
  format(
    "private-key",
    "UFJJVkFURSBLRVk|QUklWQVRFIEtFW|BSSVZBVEUgS0VZ",
    /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]*?(?:UFJJVkFURSBLRVk|QUklWQVRFIEtFW|BSSVZBVEUgS0VZ)[A-Za-z0-9+/=]*/g,
  ),
  format("aws-access-key-id", "A(?:KIA|SIA|BIA|CCA)", /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g),
  format("github-token", "gh[pousr]_", /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g),
  format("github-token", "github_pat_", /\bgithub_pat_[A-Za-z0-9_]{36,255}\b/g),
  format(
    "gitlab-token",
    "gl[a-z]{2,5}-",
    /(?<![\w-])gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|agent|imt|oas|ffct)-[\w-]{20,255}/g,
  ),
  format("slack-token", "xox[a-z]-", /(?<![\w-])xox[abceoprs]-[\w-]{10,255}/g),
  format("slack-token", "xapp-", /(?<![\w-])xapp-\d-[\w-]{10,255}/g),
  format(
    "slack-webhook",
    "hooks\\.slack",
    /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{20,120}/g,
  ),
  format("google-api-key", "AIza", /(?<![\w-])AIza[\w-]{35}/g),
  format("google-oauth-secret", "GOCSPX-", /(?<![\w-])GOCSPX-[\w-]{28}/g),
  format("google-access-token", "ya29\\.", /(?<![\w-])ya29\.[\w-]{20,2048}/g),
  format("stripe-key", "[rs]k_", /\b(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,255}\b/g),
  format("stripe-key", "whsec_", /\bwhsec_[A-Za-z0-9+/=]{24,255}/g),
  format("jwt", "eyJ", /(?<![\w-])eyJ[\w-]{10,8192}\.eyJ[\w-]{10,16384}\.[\w-]{0,4096}/g),
  format("npm-token", "npm_", /\bnpm_[A-Za-z0-9]{36}\b/g),
  format("pypi-token", "pypi-", /(?<![\w-])pypi-[\w-]{50,1024}/g),
  format("docker-hub-token", "dckr_", /(?<![\w-])dckr_(?:pat|oat)_[\w-]{24,64}/g),
  format("sendgrid-key", "SG\\.", /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}/g),
  format("digitalocean-token", "_v1_", /\bdo[opr]_v1_[a-f0-9]{64}\b/g),
  format("vault-token", "hv[sbr]\\.", /(?<![\w-])hv[sbr]\.[\w-]{24,512}/g),
  format("terraform-token", "\\.atlasv1\\.", /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,80}/g),
  format("databricks-token", "dapi", /\bdapi[a-f0-9]{32}(?:-\d)?\b/g),
  format("grafana-token", "glsa_", /\bglsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}\b/g),
  format("grafana-token", "glc_", /\bglc_[A-Za-z0-9+/]{32,400}={0,2}/g),
  format("shopify-token", "shp[a-z]{2}_", /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g),
  format("atlassian-token", "ATATT3", /(?<![\w-])ATATT3[\w=-]{60,400}/g),
  format("new-relic-key", "NRAK-", /\bNRAK-[A-Z0-9]{27}\b/g),
  format("doppler-token", "dp\\.", /(?<![\w.-])dp\.(?:pt|st|ct|scim|audit)\.[\w.-]{40,64}/g),
  format("telegram-bot-token", ":AA", /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g),
  format("twilio-key", "SK[0-9a-f]{8}", /\bSK[0-9a-f]{32}\b/g),
  format("mailgun-key", "key-[0-9a-f]{8}", /\bkey-[0-9a-f]{32}\b/g),
  format("api-key", "sk-", /(?<![\w-])sk-[a-z]{2,8}\d{0,2}-[\w-]{32,255}/g),
  format("age-secret-key", "AGE-SECRET", /AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58,128}/g),
  format("azure-storage-key", "AccountKey=", /(?<=\bAccountKey=)[A-Za-z0-9+/]{86}==/g),
  format("azure-signature", "sig=", /(?<=[?&]sig=)[\w%+/-]{40,128}={0,2}/g),
  format("azure-client-secret", "Q~", /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g),
  // kubeadm's join token: id.secret, both of fixed length.
  format("bootstrap-token", "[a-z0-9]{6}\\.[a-z0-9]{16}", /(?<![\w.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.-])/g),
  format("docker-config", 'auth"', /(?<="(?:identity)?auth"\s{0,8}:\s{0,8}")[A-Za-z0-9+/]{8,4096}={0,2}(?=")/g),
  format("kubeconfig", "client-key-data", /(?<=\bclient-key-data["']?\s{0,8}:\s{0,8}["']?)[A-Za-z0-9+/]{40,}={0,2}/g),
  format("htpasswd", ":\\$", /(?<![\w.@-])[\w.@-]{1,64}:\$(?:apr1|2[aby]|5|6|y)\$[\w./$]{20,200}/g),
  format("htpasswd", ":\\{SHA\\}", /(?<![\w.@-])[\w.@-]{1,64}:\{SHA\}[A-Za-z0-9+/]{27}=/g),
  format(
    "authorization-header",
    "uthorization",
    /(?<=\b[Aa]uthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:Basic|Bearer|Token|basic|bearer|token)\s{1,4})[\w+/.~=-]{8,4096}/g,
  ),
];

/** One search that dismisses nearly every text without a credential. */
export const anyTokenHint = new RegExp(tokenFormats.map(({ hint }) => hint).join("|"));
