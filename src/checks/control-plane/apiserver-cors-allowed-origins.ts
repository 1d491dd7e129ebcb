// API servers that answer scripts of every web page.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

/** Patterns that hold for every origin, or for every one of a scheme. */
const anything = /^\^?(?:https?\??:)?(?:\/\/)?\(?(?:\.[*+])?\)?\$?$/;

export const apiserverCorsAllowedOrigins = flagCheck({
  id: "apiserver-cors-allowed-origins",
  title: "Every web page may use the API with its visitor's credentials",
  severity: "medium",
  rationale:
    "Browsers let a page read the answers of another server only if that server names the page's origin. The API server also allows credentials, so a page that is allowed acts with the client certificate of whoever visits it.",
  remediation:
    "Remove --cors-allowed-origins, or list your own pages with patterns that begin with ^https:// and end with $.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"],
  component: "kube-apiserver",
  judge: judgeText(
    "cors-allowed-origins",
    "it should name origins",
    (list) => !parseList(list).some((one) => anything.test(one)),
    "",
  ),
});
