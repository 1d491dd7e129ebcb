// Sizes of pages; what else can happen to a list is tested over HTTP.
import { expect, it } from "vitest";
import type { Answer } from "./requests/api-client.ts";
import { listPages } from "./list-pages.ts";

/** A list of 700 items of which no answer may hold more than `most`. */
function client(most: number): { readonly limits: number[]; get(path: string): Promise<Answer> } {
  const limits: number[] = [];
  return {
    limits,
    get(path) {
      const query = new URL(path, "http://fake").searchParams;
      const limit = Number(query.get("limit"));
      const from = Number(query.get("continue") ?? 0);
      limits.push(limit);
      if (limit > most) return Promise.resolve({ ok: false, failure: { kind: "too-large", said: "too large" } });
      const items = Array.from({ length: Math.min(limit, 700 - from) }, (_, index) => from + index);
      const next = from + limit < 700 ? { continue: String(from + limit) } : {};
      return Promise.resolve({ ok: true, contentType: "", body: { kind: "PodList", items, metadata: next } });
    },
  };
}

it.each([
  [500, [500, 500]],
  [499, [500, 100, 100, 100, 100, 100, 100, 100]],
])("asks for smaller pages when %i objects are the most an answer can hold", async (most, limits) => {
  const fake = client(most);
  const seen: unknown[] = [];
  const failure = await listPages(fake, "/api/v1/pods", "PodList", {
    page: (items) => void seen.push(...items),
    restart: () => seen.splice(0),
  });
  expect(failure).toBeUndefined();
  expect(fake.limits).toEqual(limits);
  expect(seen).toEqual(Array.from({ length: 700 }, (_, index) => index));
});

it("ends where a single object is too large", async () => {
  const fake = client(0);
  const failure = await listPages(fake, "/api/v1/pods", "PodList", { page: () => undefined, restart: () => undefined });
  expect(failure).toEqual({ kind: "too-large", said: "too large" });
  expect(fake.limits).toEqual([500, 100, 20, 4, 1]);
});
