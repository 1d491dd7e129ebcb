// --call-webhooks: the answers of the real webhooks to one request, asked before the chain is decided.
import { askWebhook } from "../../actions/ask-webhook/index.ts";
import { authorizerList, type AccessInputs } from "../../checking/access/index.ts";
import { PlimsollError } from "../../core/index.ts";
import {
  accessReview,
  accessReviewBody,
  matchConditions,
  type WebhookAnswer,
  type WebhookSettings,
} from "../../engines/authorization/index.ts";
import type { RequestAttributes } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { openConnection } from "../../sources/cluster/index.ts";
import type { ChainOptions } from "./access-inputs.ts";
import type { Io } from "../io.ts";

/** The webhook of --authorization-webhook-config-file has the flags' defaults (kubeapiserver options). */
const flagDefaults = { timeout: 30, subjectAccessReviewVersion: "v1beta1", matchConditions: [] } as const;

type Asked = Pick<WebhookSettings, "timeout" | "subjectAccessReviewVersion" | "matchConditions" | "kubeConfigFile">;

/** As the API server is told with its flags, where no configuration gives the webhook's settings. */
function flagSettings({ authorizationWebhookConfigFile, authorizationWebhookVersion }: ChainOptions): Asked {
  const version =
    authorizationWebhookVersion === undefined ? {} : { subjectAccessReviewVersion: authorizationWebhookVersion };
  const file = authorizationWebhookConfigFile === undefined ? {} : { kubeConfigFile: authorizationWebhookConfigFile };
  return { ...flagDefaults, ...version, ...file };
}

/** The inputs with an answer for each webhook that the request comes to. @throws PlimsollError where its address is not told. */
export async function callWebhooks(
  model: ClusterModel,
  inputs: AccessInputs,
  attributes: RequestAttributes,
  options: ChainOptions,
  io: Io,
): Promise<AccessInputs> {
  const { minor } = model.version;
  const review = accessReview(attributes, minor);
  const answers: Record<string, () => WebhookAnswer> = {};
  for (const { type, name = "default", webhook } of authorizerList(model, minor, inputs).authorizers) {
    if (type !== "Webhook" || inputs.webhooks?.[name] !== undefined) continue;
    const settings: Asked = webhook ?? flagSettings(options);
    if (settings.matchConditions.length > 0 && matchConditions(settings.matchConditions)(review) === false) continue;
    if (settings.kubeConfigFile === undefined)
      throw new PlimsollError("PLIMSOLL_USAGE", {
        message: `it is not told where the webhook ${name} is`,
        hint: "name its kubeconfig with --authorization-webhook-config-file",
      });
    const connection = await openConnection({ kubeconfig: settings.kubeConfigFile, env: io.env });
    io.err(`asking the webhook ${name} at ${connection.server}\n`);
    const body = accessReviewBody(review, settings.subjectAccessReviewVersion);
    const answer = await askWebhook(connection, body, settings.timeout * 1000);
    answers[name] = () => answer;
  }
  return { ...inputs, webhooks: { ...inputs.webhooks, ...answers } };
}
