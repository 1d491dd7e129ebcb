// An audit policy for a purpose, as a file with its reasons.
import type { Answer, JsonObject } from "../../../core/index.ts";
import { printYaml } from "../../../languages/yaml/index.ts";
import { policyProfiles, type ProfileName } from "./policy-profiles.ts";

/** The versioned answer of `audit policy generate`. */
export interface GeneratedAuditPolicy {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "GeneratedAuditPolicy";
  readonly profile: ProfileName;
  /** The policy as the API server takes it. */
  readonly policy: JsonObject;
  /** The same as a file, every rule with its reason. */
  readonly text: string;
}

const lineLength = 118;

/** A comment in lines that are not too long. */
function comment(text: string): string {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > lineLength) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join("\n")}\n`;
}

/** Writes the policy of a profile. */
export function generateAuditPolicy(profile: ProfileName): Answer<GeneratedAuditPolicy> {
  const { about, rules } = policyProfiles[profile];
  const head: JsonObject = {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    omitManagedFields: true,
  };
  const text = [
    ...about.map(comment),
    comment("The first rule that takes a request decides; the API server reads the file when it starts."),
    printYaml([head]),
    "rules:\n",
    ...rules.map(({ why, rule }) => comment(why) + printYaml([[rule]])),
  ].join("");
  const policy = { ...head, rules: rules.map(({ rule }) => rule) };
  const data: GeneratedAuditPolicy = { apiVersion: "plimsoll/v1", kind: "GeneratedAuditPolicy", profile, policy, text };
  return { data, document: { title: `Audit policy: ${profile}`, blocks: [{ type: "code", language: "yaml", text }] } };
}
