// Cases of apiserver-authentication-webhook-cache.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthenticationWebhookCache } from "./apiserver-authentication-webhook-cache.ts";

testCheck(
  apiserverAuthenticationWebhookCache,
  flagCases({
    component: "kube-apiserver",
    right: [["by default", ["--authentication-token-webhook-config-file=/etc/kubernetes/authn.conf"]]],
    wrong: [
      [
        "an hour",
        [
          "--authentication-token-webhook-config-file=/etc/kubernetes/authn.conf",
          "--authentication-token-webhook-cache-ttl=1h",
        ],
      ],
    ],
    unseen: [
      [
        "from a variable",
        [
          "--authentication-token-webhook-config-file=/etc/kubernetes/authn.conf",
          "--authentication-token-webhook-cache-ttl=$(TTL)",
        ],
      ],
    ],
    elsewhere: [["no webhook", ["--authentication-token-webhook-cache-ttl=1h"]]],
  }),
  { describe, it },
);
