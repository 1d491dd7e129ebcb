// Cases of ingress-without-tls.
import { describe, it } from "vitest";
import { ingress, testCheck } from "../../testing/index.ts";
import { ingressWithoutTls } from "./ingress-without-tls.ts";

const hosts = (...names: readonly string[]) => names.map((host) => ({ host }));
const object = "Ingress shop/ingress";

testCheck(
  ingressWithoutTls,
  [
    {
      name: "hosts covered by name, by wildcard, and by an entry for all",
      objects: [
        ingress(),
        ingress({
          metadata: { name: "wild" },
          spec: { tls: [{ hosts: ["*.shop.example"] }], rules: hosts("a.shop.example") },
        }),
        ingress({ metadata: { name: "all" }, spec: { tls: [{ secretName: "any" }], rules: hosts("b.example") } }),
      ],
      outcome: "pass",
    },
    {
      name: "no TLS at all",
      objects: [ingress({ spec: { tls: undefined } })],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "open", severity: "medium", path: "spec.tls", data: { hosts: "shop.example" } }],
    },
    {
      name: "a backend for all, as v1beta1 calls it",
      objects: [
        ingress({
          apiVersion: "extensions/v1beta1",
          spec: { tls: undefined, rules: undefined, backend: { serviceName: "web", servicePort: 80 } },
        }),
      ],
      outcome: "fail",
      findings: [{ object, message: "open", data: { hosts: "any host" } }],
    },
    {
      name: "a wildcard stands for one label",
      objects: [
        ingress({
          spec: {
            tls: [{ hosts: ["*.shop.example"] }],
            rules: hosts("a.b.shop.example", "shop.example", "c.shop.example"),
          },
        }),
      ],
      outcome: "fail",
      findings: [{ object, message: "open", data: { hosts: "a.b.shop.example, shop.example" } }],
    },
    {
      name: "a backend for every host",
      objects: [ingress({ spec: { tls: undefined, rules: undefined, defaultBackend: { service: { name: "web" } } } })],
      outcome: "fail",
      findings: [{ object, message: "open", data: { hosts: "any host" } }],
    },
  ],
  { describe, it },
);
