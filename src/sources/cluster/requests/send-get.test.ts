// The one sender: bounds, compression, and that it sends nothing but GET.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent } from "node:http";
import { describe, expect, it } from "vitest";
import { startFakeApiServer, type FakeApiServerOptions } from "../../../../test/fake-api-server/fake-api-server.ts";
import type { Connection } from "../connection/connect.ts";
import { sendGet, type HttpAnswer } from "./send-get.ts";

async function send(options: FakeApiServerOptions, path: string, bytes = 1e6, headers = {}): Promise<HttpAnswer> {
  const server = await startFakeApiServer(options);
  const agent = new Agent();
  const connection: Connection = {
    server: server.url,
    agent,
    headers,
    auth: undefined,
    anonymous: true,
    certificateEnds: undefined,
  };
  try {
    return await sendGet(connection, path, "application/json", { timeout: 500, bytes });
  } finally {
    agent.destroy();
    await server.stop();
  }
}

const large = { trick: () => ({ status: 200, body: "0".repeat(50_000) }) };

it("bounds the answer after decompression", async () => {
  const zipped = { "Accept-Encoding": "gzip" };
  await expect(send(large, "/x", 49_999, zipped)).rejects.toMatchObject({ code: "TOO_LARGE" });
  const answer = await send(large, "/x", 50_000, zipped);
  expect(answer.headers["content-encoding"]).toBe("gzip");
  expect(answer.body).toHaveLength(50_000);
  await expect(send(large, "/x", 49_999)).rejects.toMatchObject({ code: "TOO_LARGE" });
});

it("tells a compressed answer that is cut off", async () => {
  const trick = () => ({ status: 200, body: "not gzip", headers: { "content-encoding": "gzip" } });
  await expect(send({ trick }, "/x")).rejects.toMatchObject({ code: "Z_DATA_ERROR" });
});

it("bounds the time of the whole answer", async () => {
  await expect(send({ trick: () => "stall" }, "/x")).rejects.toMatchObject({ code: "TIMEOUT" });
  await expect(send({ trick: () => "stall within the body" }, "/x")).rejects.toMatchObject({ code: "TIMEOUT" });
});

describe("only get and list", () => {
  it("refuses to watch", async () => {
    await expect(send({}, "/api/v1/pods?watch=true")).rejects.toThrow("only get and list are ever sent");
  });

  it("is the only file of this source that can send a request, and names no other method", () => {
    const root = join(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
    );
    const senders = files.filter((file) =>
      /\bfetch\(|undici|http2|import \{[^}]*\b(?:request|get)\b[^}]*\} from "node:https?"/.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(senders).toEqual([join("requests", "send-get.ts")]);
    const text = readFileSync(join(root, "requests", "send-get.ts"), "utf8");
    expect(text.match(/method:.*/g)).toEqual(['method: "GET",']);
  });
});
