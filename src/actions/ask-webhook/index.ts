// Asking a webhook authorizer, when the user said so.
export { askWebhook } from "./ask-webhook.ts";
