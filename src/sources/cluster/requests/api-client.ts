// Reads paths of an API server: bounded in flight, retried with back-off, every end told as data unless nothing works.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import type { Pacing } from "../cluster-options.ts";
import type { Connection } from "../connection/connect.ts";
import { InFlight } from "./in-flight.ts";
import { parseBody } from "./parse-body.ts";
import { backOff, isBusy } from "./retry-policy.ts";
import { RequestFailure, sendGet, type HttpAnswer } from "./send-get.ts";
import { isNobodyThere, refusesCertificate, tlsError, unauthenticated, unreachable } from "./source-errors.ts";

/** Why a path was not read. `said` is the server's own message, or ours; untrusted text. */
export interface Failure {
  readonly kind: "forbidden" | "not-found" | "expired" | "too-large" | "refused" | "trouble";
  readonly said: string;
  /** The Status object, where the server sent one. */
  readonly status?: JsonObject;
}

/** The JSON mapping at a path, or why there is none. */
export type Answer =
  | { readonly ok: true; readonly body: JsonObject; readonly contentType: string }
  | { readonly ok: false; readonly failure: Failure };

/** What a client is told once. */
export interface ApiClientOptions {
  /** Milliseconds one request may take. */
  readonly timeout: number;
  readonly pacing: Pacing;
  /** A connection with fresh credentials, asked for when the server no longer accepts the old ones. */
  readonly renew: () => Promise<Connection>;
}

const inFlight = 8;
const attempts = 5;
/** So many attempts in a row without any answer, over all requests, and the server counts as gone. */
const silenceLimit = 16;
/** A plugin may ask a person each time it is run. */
const renewalLimit = 3;
const bodyLimit = 128 * 1024 * 1024;

type Attempt = Answer | { readonly again: Failure; readonly cause?: RequestFailure; readonly retryAfter?: string };

/** A client of one API server. */
export class ApiClient {
  #connection: Connection;
  readonly #options: ApiClientOptions;
  readonly #gate = new InFlight(inFlight);
  #renewing: Promise<Connection> | undefined;
  #renewals = 0;
  #accepted = false;
  #heard = false;
  #silent = 0;
  readonly #closing = new AbortController();

  constructor(connection: Connection, options: ApiClientOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /**
   * The answer at a path (with query).
   * @throws PlimsollError PLIMSOLL_SOURCE_TLS; PLIMSOLL_SOURCE_UNREACHABLE and _UNAUTHENTICATED when nothing was ever
   * answered or accepted: later they are a Failure, so that what was read is not lost.
   */
  get(path: string, accept = "application/json"): Promise<Answer> {
    return this.#gate.run(() => this.#persist(path, accept));
  }

  /** Ends what is under way, waits included; later requests are failures. */
  close(): void {
    this.#closing.abort();
    this.#connection.agent.destroy();
  }

  async #persist(path: string, accept: string): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      if (this.#closing.signal.aborted) return failure("trouble", "reading was ended");
      if (this.#silent >= silenceLimit) return failure("trouble", "the API server stopped answering");
      const result = await this.#attempt(path, accept);
      if ("ok" in result) return result;
      const patience = this.#heard ? attempts : 2;
      if (attempt >= patience) {
        if (!this.#heard && result.cause !== undefined) throw unreachable(this.#connection, result.cause);
        return { ok: false, failure: { ...result.again, said: `${result.again.said} (tried ${attempt} times)` } };
      }
      await this.#pause(backOff(attempt, result.retryAfter, this.#options.pacing.random()));
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#closing;
    await this.#options.pacing.wait(milliseconds, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  async #attempt(path: string, accept: string): Promise<Attempt> {
    const connection = this.#connection;
    let answer: HttpAnswer;
    try {
      answer = await sendGet(connection, path, accept, { timeout: this.#options.timeout, bytes: bodyLimit });
    } catch (error) {
      if (error instanceof RequestFailure) return this.#unanswered(connection, error);
      throw error;
    }
    this.#silent = 0;
    this.#heard = true;
    if (answer.status === 401) return this.#unaccepted(connection, path, accept);
    if (answer.status < 400 || answer.status === 403) this.#accepted = true;
    return judge(answer);
  }

  #unanswered(connection: Connection, error: RequestFailure): Attempt {
    const untrusted = tlsError(connection, error);
    if (untrusted !== undefined) throw untrusted;
    if (refusesCertificate(error)) throw unauthenticated(connection, new Date());
    if (error.code === "TOO_LARGE") return failure("too-large", error.message);
    if (!this.#heard && isNobodyThere(error)) throw unreachable(connection, error);
    this.#silent++;
    return { again: { kind: "trouble", said: error.message }, cause: error };
  }

  /** Tries once more with fresh credentials. */
  async #unaccepted(connection: Connection, path: string, accept: string): Promise<Attempt> {
    const refusal = failure("refused", "the credentials are no longer accepted");
    try {
      await this.#renew(connection);
    } catch (error) {
      if (this.#accepted) return refusal;
      throw error;
    }
    const limits = { timeout: this.#options.timeout, bytes: bodyLimit };
    const answer = await sendGet(this.#connection, path, accept, limits).catch(() => undefined);
    if (answer !== undefined && answer.status !== 401) {
      this.#accepted = true;
      return judge(answer);
    }
    if (!this.#accepted) throw unauthenticated(this.#connection, new Date());
    return refusal;
  }

  /** Renews the credentials once for all requests that were refused with the same ones, and not for ever. */
  async #renew(refused: Connection): Promise<void> {
    if (this.#connection !== refused || this.#renewals >= renewalLimit) return;
    this.#renewing ??= this.#options.renew();
    const fresh = await this.#renewing;
    if (this.#connection === fresh) return;
    this.#connection = fresh;
    this.#renewing = undefined;
    this.#renewals++;
  }
}

function judge(answer: HttpAnswer): Attempt {
  const body = parseBody(answer.body);
  if (answer.status === 200) {
    if (body !== undefined) return { ok: true, body, contentType: answer.headers["content-type"] ?? "" };
    return { again: { kind: "trouble", said: "the answer is not JSON, or is cut off" } };
  }
  const said = saidBy(answer.status, body);
  if (isBusy(answer.status)) {
    const retryAfter = answer.headers["retry-after"];
    return { again: { kind: "trouble", said }, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  const kinds: Readonly<Record<number, Failure["kind"]>> = { 403: "forbidden", 404: "not-found", 410: "expired" };
  return failure(kinds[answer.status] ?? "refused", said, body);
}

function failure(kind: Failure["kind"], said: string, status?: JsonObject): Answer {
  return { ok: false, failure: { kind, said, ...(status === undefined ? {} : { status }) } };
}

function saidBy(code: number, body: JsonObject | undefined): string {
  const message = isJsonObject(body) && body["kind"] === "Status" ? body["message"] : undefined;
  return typeof message === "string" && message !== "" ? message.slice(0, 400) : `the answer was HTTP status ${code}`;
}
