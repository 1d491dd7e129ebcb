// One list, page by page, begun again when the server has forgotten where it was.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import type { ApiClient, Failure } from "./requests/api-client.ts";

/** What takes the items in; `restart` throws away all that came before. */
export interface PageTaker {
  page(items: readonly unknown[]): void;
  restart(): void;
}

const pageSize = 500;
const restarts = 3;
/** Five million objects; a server that never comes to an end is not read forever. */
const requestLimit = 10_000;

/**
 * Reads all pages of the list at `path` (pages of 500, smaller where objects are huge). On 410 the list is begun again,
 * up to three times; then the token the server offers for going on is used, for clusters too busy to hold still.
 * Returns why the list ended early; undefined when it is whole.
 */
export async function listPages(
  client: Pick<ApiClient, "get">,
  path: string,
  listKind: string,
  taker: PageTaker,
): Promise<Failure | undefined> {
  let limit = pageSize;
  let token = "";
  let restarted = 0;
  for (let request = 0; request < requestLimit; request++) {
    const answer = await client.get(
      `${path}?limit=${limit}${token === "" ? "" : `&continue=${encodeURIComponent(token)}`}`,
    );
    if (answer.ok) {
      const items = itemsOf(answer.body, listKind);
      if (items === undefined) return { kind: "trouble", said: `the answer is no ${listKind}` };
      taker.page(items);
      const next = continueOf(answer.body["metadata"]);
      if (next === "") return undefined;
      if (next === token) return { kind: "trouble", said: "the server repeats its continue token" };
      token = next;
      continue;
    }
    const { failure } = answer;
    if (failure.kind === "too-large" && limit > 1) limit = Math.ceil(limit / 5);
    else if (failure.kind === "expired" && restarted < restarts) {
      restarted++;
      token = "";
      taker.restart();
    } else if (failure.kind === "expired" && continueOf(failure.status?.["metadata"]) !== "") {
      token = continueOf(failure.status?.["metadata"]);
    } else return failure;
  }
  return { kind: "trouble", said: "the list does not end" };
}

/** Go writes an empty slice as null. */
function itemsOf({ kind, items }: JsonObject, listKind: string): readonly unknown[] | undefined {
  if (kind !== listKind) return undefined;
  return items === null ? [] : Array.isArray(items) ? items : undefined;
}

function continueOf(metadata: unknown): string {
  const token = isJsonObject(metadata) ? metadata["continue"] : undefined;
  return typeof token === "string" ? token : "";
}
