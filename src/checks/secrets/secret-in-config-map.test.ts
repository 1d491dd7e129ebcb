// Cases of secret-in-config-map.
import { describe, it } from "vitest";
import { configMap, testCheck } from "../../testing/index.ts";
import { secretInConfigMap } from "./secret-in-config-map.ts";

const object = "ConfigMap shop/configmap";

testCheck(
  secretInConfigMap,
  [
    {
      name: "settings",
      objects: [configMap({ data: { "app.properties": "log.level=info\nworkers=4", mode: "fast" } })],
      outcome: "pass",
    },
    {
      name: "a key whose name says it",
      objects: [configMap({ data: { "db-password": "wL9-tree-boat" } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "literal",
          severity: "medium",
          path: "data.db-password",
          data: { key: "db-password", looksLike: "named-secret" },
        },
      ],
    },
    {
      name: "inside a longer text, redacted when the model was built",
      objects: [
        configMap({
          data: { "app.yaml": "url: postgres://shop:«redacted length=12 looks-like=url-credentials»@db/shop" },
        }),
      ],
      outcome: "fail",
      findings: [
        { object, message: "literal", severity: "high", data: { key: "app.yaml", looksLike: "url-credentials" } },
      ],
    },
  ],
  { describe, it },
);
