// Templates that are the same at sight, and what must not be taken for it.
import { describe, expect, it } from "vitest";
import type { KubernetesObject, PodTemplate } from "../kubernetes/index.ts";
import { areAlike } from "./alike-templates.ts";
import { withoutAdditions, type TemplateHolder } from "./pod-additions.ts";

type Spec = NonNullable<PodTemplate["spec"]>;

function pod(name: string, annotations: Record<string, string> = {}): TemplateHolder {
  const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web", controller: true };
  const metadata = { name, annotations, ownerReferences: [owner] };
  const object: KubernetesObject = { apiVersion: "v1", kind: "Pod", metadata };
  return { pod: object };
}

const token = (id: string): { name: string } => ({ name: `kube-api-access-${id}` });
const claim = (name: string): NonNullable<Spec["volumes"]>[number] => ({
  name: "data",
  persistentVolumeClaim: { claimName: name },
});
const spec: Spec = {
  containers: [{ name: "web", image: "web:1", volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] }],
};
const mounting = (...volumeMounts: readonly { name: string; mountPath?: string }[]): Spec => ({
  containers: [{ name: "web", image: "web:1", volumeMounts }],
});
const [one, other] = [pod("web-0"), pod("web-1")];
const limited = (name: string, template: PodTemplate): TemplateHolder => ({
  ...pod(name, { "kubernetes.io/limit-ranger": "set" }),
  template,
});

type Row = readonly [what: string, alike: boolean, a: Spec, ofA: TemplateHolder, b: Spec, ofB: TemplateHolder];

const rows: readonly Row[] = [
  ["equal specs", true, spec, one, structuredClone(spec), other],
  ["fields that are filled in", true, spec, one, { ...spec, nodeName: "n1", priority: 5 } as Spec, other],
  ["the default account", true, spec, one, { ...spec, serviceAccountName: "default" }, other],
  ["another account", false, spec, one, { ...spec, serviceAccount: "robot" }, other],
  ["another field", false, spec, one, { ...spec, hostPID: true }, other],
  ["a field less", false, { ...spec, hostPID: true }, one, spec, other],
  ["no containers", false, spec, one, {}, other],
  ["a container more", false, spec, one, { containers: [...(spec.containers ?? []), { name: "side" }] }, other],
  [
    "tokens of their own",
    true,
    { ...spec, volumes: [token("abcde")] },
    one,
    { ...spec, volumes: [token("fghij")] },
    other,
  ],
  ["a token for none", true, spec, one, { ...spec, volumes: [token("abcde")] }, other],
  [
    "tokens in other places",
    true,
    mounting(token("abcde"), { name: "x" }),
    one,
    mounting({ name: "x" }, token("fghij")),
    other,
  ],
  ["a mount more", false, spec, one, mounting({ name: "tmp", mountPath: "/tmp" }, { name: "x" }), other],
  ["a mount less", false, mounting({ name: "tmp", mountPath: "/tmp" }, { name: "x" }), one, spec, other],
  ["claims of their own", true, { volumes: [claim("data-web-0")] }, one, { volumes: [claim("data-web-1")] }, other],
  ["the claim of the other", false, { volumes: [claim("data-web-0")] }, one, { volumes: [claim("data-web-0")] }, other],
  ["what LimitRanger changed", false, spec, one, spec, limited("web-1", { spec })],
  [
    "what it changed from another template",
    false,
    spec,
    limited("web-0", { spec }),
    spec,
    limited("web-1", { spec: {} }),
  ],
];

describe("areAlike", () => {
  it.each(rows)("%s: %s", (_, alike, a, ofA, b, ofB) => {
    expect(areAlike({ spec: a }, ofA, { spec: b }, ofB)).toBe(alike);
    expect(areAlike({ spec: b }, ofB, { spec: a }, ofA)).toBe(alike);
    if (alike) expect(withoutAdditions({ spec: a }, ofA)).toEqual(withoutAdditions({ spec: b }, ofB));
  });
});
