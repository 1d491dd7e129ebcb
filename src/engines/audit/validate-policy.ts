// What kube-apiserver refuses in a policy it could decode (k8s.io/apiserver/pkg/apis/audit/validation).
import { compareMinor, type Minor } from "../../core/index.ts";
import { goQuote } from "../../kubernetes/index.ts";
import { levels, stages } from "./policy.ts";

/** A rule as decoded: its level and stages may be any text. */
export interface DecodedRule {
  readonly level: string;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly {
    readonly group: string;
    readonly resources: readonly string[];
    readonly resourceNames: readonly string[];
  }[];
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly omitStages: readonly string[];
  readonly omitManagedFields?: boolean;
}

/** A policy as decoded. */
export interface DecodedPolicy {
  readonly rules: readonly DecodedRule[];
  readonly omitStages: readonly string[];
  readonly omitManagedFields: boolean;
}

const subdomain = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
const subdomainPattern = new RegExp(`^${subdomain}$`);
const longestSubdomain = 253;
const notSubdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
  `alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;
const utf8 = new TextEncoder();

/** Text as Go's encoding/json prints it. */
function goJson(value: string | readonly string[]): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029\u007f]/g, (character) =>
    character === "\u007f" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

class Validator {
  readonly errors: string[] = [];
  private readonly server: Minor;
  /** Lists and named texts are printed as JSON since 1.34, as Go syntax before. */
  private readonly asJson: boolean;

  constructor(server: Minor) {
    this.server = server;
    this.asJson = compareMinor(server, "1.34") >= 0;
  }

  policy({ rules, omitStages }: DecodedPolicy): void {
    this.omitStages("omitStages", omitStages);
    for (const [index, rule] of rules.entries()) this.rule(`rules[${index}]`, rule);
  }

  private invalid(path: string, value: string, detail: string): void {
    this.errors.push(`${path}: Invalid value: ${value}: ${detail}`);
  }

  private list(values: readonly string[]): string {
    return this.asJson ? goJson(values) : `[]string{${values.map(goQuote).join(", ")}}`;
  }

  private rule(path: string, rule: DecodedRule): void {
    this.level(`${path}.level`, rule.level);
    for (const [index, url] of rule.nonResourceURLs.entries()) this.url(`${path}.nonResourceURLs[${index}]`, url);
    for (const group of rule.resources) this.group(`${path}.resources`, group);
    this.omitStages(`${path}.omitStages`, rule.omitStages);
    const { nonResourceURLs, resources, namespaces } = rule;
    if (nonResourceURLs.length === 0 || (resources.length === 0 && namespaces.length === 0)) return;
    const detail = "rules cannot apply to both regular resources and non-resource URLs";
    this.invalid(`${path}.nonResourceURLs`, this.list(nonResourceURLs), detail);
  }

  private level(path: string, level: string): void {
    if ((levels as readonly string[]).includes(level)) return;
    if (level === "") this.errors.push(`${path}: Required value`);
    else {
      const value = this.asJson ? goJson(level) : goQuote(level);
      this.errors.push(`${path}: Unsupported value: ${value}: supported values: ${levels.map(goQuote).join(", ")}`);
    }
  }

  private url(path: string, url: string): void {
    if (url === "*") return;
    if (!url.startsWith("/"))
      this.invalid(path, goQuote(url), "non-resource URL rules must begin with a '/' character");
    if (url.slice(0, -1).includes("*"))
      this.invalid(path, goQuote(url), "non-resource URL wildcards '*' must be the final character of the rule");
  }

  private group(path: string, { group, resources, resourceNames }: DecodedRule["resources"][number]): void {
    const isStar = group === "*" && compareMinor(this.server, "1.36") >= 0;
    if (group !== "" && !isStar) {
      const faults: string[] = [];
      if (utf8.encode(group).length > longestSubdomain)
        faults.push(`must be no more than ${longestSubdomain} characters`);
      if (!subdomainPattern.test(group)) faults.push(notSubdomain);
      if (faults.length > 0) this.invalid(`${path}.group`, goQuote(group), faults.join(","));
    }
    if (resourceNames.length > 0 && resources.length === 0)
      this.invalid(
        `${path}.resourceNames`,
        this.list(resourceNames),
        "using resourceNames requires at least one resource",
      );
  }

  private omitStages(path: string, given: readonly string[]): void {
    for (const [index, stage] of given.entries())
      if (!(stages as readonly string[]).includes(stage))
        this.invalid(`${path}[${index}]`, goQuote(stage), `allowed stages are ${stages.join(",")}`);
  }
}

/** The server's error for a decoded policy, or undefined for a valid one. Equal errors are told once, as the server does. Linear. */
export function validatePolicy(policy: DecodedPolicy, server: Minor): string | undefined {
  const validator = new Validator(server);
  validator.policy(policy);
  const errors = [...new Set(validator.errors)];
  if (errors.length > 0) return errors.length === 1 ? errors[0] : `[${errors.join(", ")}]`;
  return policy.rules.length === 0 ? "loaded illegal policy with 0 rules" : undefined;
}
