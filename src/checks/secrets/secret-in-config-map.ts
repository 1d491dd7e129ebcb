// Credentials kept in ConfigMaps.
import { defineCheck } from "../../checking/index.ts";
import { formatPath, type Severity } from "../../core/index.ts";
import {
  describeLiteral,
  literalsIn,
  redactText,
  type Confidence,
  type LiteralDescription,
} from "../../engines/secret-detection/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const severityOf: Readonly<Record<Confidence, Severity>> = { certain: "high", likely: "medium", possible: "low" };
const order: readonly Confidence[] = ["certain", "likely", "possible"];

/** The surest credential in a value: the value as a whole, or one inside a longer text. */
function surest(key: string, value: string): LiteralDescription | undefined {
  const found = [describeLiteral(key, value), ...literalsIn(redactText(value))];
  return order.map((level) => found.find(({ confidence }) => confidence === level)).find((one) => one !== undefined);
}

export const secretInConfigMap = defineCheck({
  id: "secret-in-config-map",
  domain: "secrets",
  title: "Credential is kept in a ConfigMap",
  severity: "high",
  rationale:
    "ConfigMaps are made for what everybody may know: roles that let people look around include them where they leave secrets out, they are not encrypted at rest with the usual configuration, and tools print them.",
  remediation: "Replace the credential, and keep the new one in a Secret or an external store.",
  references: ["https://kubernetes.io/docs/concepts/configuration/configmap/"],
  reads: [{ part: "configmaps", as: "each" }],
  messages: { literal: "key {key} holds what looks like a credential: {looksLike}" },
  *run(model, context) {
    for (const configMap of context.each(model.parts.configmaps.objects)) {
      for (const [key, value] of Object.entries(configMap.data ?? {})) {
        const literal = surest(key, value);
        if (literal?.looksLike === undefined || literal.confidence === undefined) continue;
        const path = formatPath(["data", key]);
        const text = `the value looks like: ${literal.looksLike} (${literal.confidence})`;
        yield {
          object: refOf(configMap),
          message: "literal",
          severity: severityOf[literal.confidence],
          path,
          data: { key, looksLike: literal.looksLike },
          evidence: [{ source: "field", path, text }],
        };
      }
    }
  },
});
