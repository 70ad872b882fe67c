/**
 * The world in which a generated module runs: it answers requests, takes decisions, and knows afterwards which bodies were left.
 *
 * Nothing here says what ends a duty. Responses are the running Node's own, over a source that never ends unless it is read or cancelled;
 * Node's streams alone decide whether that happened. `discharge.test.ts` holds the same operations against servers.
 */
import { isReadable } from "node:stream";

/** Takes decisions: one of `options` values, from 0. The first is the tamest. */
export type Decide = (options: number, label: string) => number;

/** Where a call stands in the module's text. */
export type Position = number;

interface Acquired {
  readonly response: Response;
  readonly since: number;
  site: Position | null;
}

/** What became of one acquired body. */
export interface Fate {
  readonly site: Position;
  /** `left`: neither read, nor cancelled, nor handed over; `leftOnThrow`: and while it was open, something threw that is no `throw`. */
  readonly fate: "ended" | "left" | "leftOnThrow";
}

/** Which decisions are worth taking in a module: those that change nothing there would only multiply the runs. */
export interface Interests {
  readonly statuses: readonly number[];
  /** Whether exceptions that nobody wrote are caught anywhere. */
  readonly exceptions: boolean;
}

const chunk = new TextEncoder().encode(" ".repeat(1024));
const lastChunk = new TextEncoder().encode('"body"');
const chunks = 4;

export class World {
  readonly #decide: Decide;
  readonly #interests: Interests;
  readonly #acquired: Acquired[] = [];
  readonly #pending = new Map<unknown, Acquired[]>();
  readonly #kept: unknown[] = [];
  #clock = 0;
  #lastAccident = -1;

  constructor(decide: Decide, interests: Interests) {
    this.#decide = decide;
    this.#interests = interests;
  }

  /** What the module finds as its globals. */
  readonly globals = {
    fetch: (): Promise<Response> => this.#fetch(),
    flip: (): boolean => this.#decide(2, "flip") === 1,
    limit: (): number => this.#decide(2, "limit"),
    items: (): readonly number[] => Array.from({ length: this.#decide(3, "items") }, (_, index) => index),
    log: (): void => {
      if (this.#interests.exceptions && this.#decide(2, "log") === 1) throw this.#accident("log");
    },
    keep: (value: unknown): void => void this.#kept.push(value),
    console: { log: (): void => undefined },
    /** Around every call of the module. */
    at: <Value>(site: Position, value: Value): Value => {
      for (const acquired of this.#pending.get(value) ?? []) acquired.site ??= site;
      return value;
    },
  };

  #accident(what: string): Error {
    this.#lastAccident = ++this.#clock;
    return new Error(`${what} failed`);
  }

  #fetch(): Promise<Response> {
    const { statuses, exceptions } = this.#interests;
    const outcome = this.#decide(statuses.length + (exceptions ? 2 : 0), "fetch");
    const status = statuses[outcome];
    if (status === undefined && outcome === statuses.length) return Promise.reject(this.#accident("fetch"));
    const response = this.#response(status ?? 200, status === undefined);
    const acquired: Acquired = { response, since: ++this.#clock, site: null };
    this.#acquired.push(acquired);
    const promise = Promise.resolve(response);
    this.#pending.set(promise, [acquired]);
    return promise;
  }

  /** @param breaks - The connection dies in the middle of the body. */
  #response(status: number, breaks: boolean): Response {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      sent += 1;
      if (breaks && sent > 1) {
        controller.error(this.#accident("body"));
        return;
      }
      controller.enqueue(sent < chunks ? chunk : lastChunk);
      if (sent === chunks) controller.close();
    };
    const empty = status === 204 || status === 205 || status === 304;
    return new Response(empty ? null : new ReadableStream({ pull }, { highWaterMark: 0 }), { status });
  }

  /** @param result - What the module's entry came to: its value, or what it threw. */
  fates(result: unknown): readonly Fate[] {
    const reachable = reach([result, this.#kept]);
    return this.#acquired.flatMap(({ response, since, site }): readonly Fate[] => {
      if (site === null) return [];
      const ended = !isOpen(response) || reachable.has(response) || reachable.has(response.body);
      return [{ site, fate: ended ? "ended" : this.#lastAccident > since ? "leftOnThrow" : "left" }];
    });
  }
}

function isOpen({ body }: Response): boolean {
  return body !== null && isReadable(body as never) === true;
}

/** Everything that leads from `roots`. */
function reach(roots: readonly unknown[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const waiting = [...roots];
  for (let value = waiting.pop(); waiting.length > 0 || value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) waiting.push((value as Record<PropertyKey, unknown>)[key]);
  }
  return seen;
}
