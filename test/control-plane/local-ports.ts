/** Hands out free TCP ports of 127.0.0.1 below the range the kernel takes for outgoing connections. */
import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

const FIRST = 12_000;
const LAST = 32_000;
const ATTEMPTS = 200;

/** Returns `count` different ports that nothing listened on when asked. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  for (let attempt = 0; ports.length < count; attempt++) {
    if (attempt > ATTEMPTS) throw new Error(`no free port of 127.0.0.1 found between ${FIRST} and ${LAST}`);
    const port = randomInt(FIRST, LAST);
    const server = await listen(port);
    if (server === undefined) continue;
    held.push(server);
    ports.push(port);
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
