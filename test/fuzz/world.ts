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
  /** Time of the acquisition, of which accidents have one too. */
  readonly since: number;
  /** The call that acquired it, and those that returned it to their callers since. */
  readonly calls: Position[];
}

/** What became of one acquired body. */
export interface Fate {
  readonly calls: readonly Position[];
  /** `left`: neither read, nor cancelled, nor handed over; `leftOnThrow`: and while it was open, something threw that is no `throw`. */
  readonly fate: "ended" | "left" | "leftOnThrow";
  /** While it was open, or before, a body was asked for what it no longer gives: such a path is one that no working program takes. */
  readonly misused: boolean;
}

/** Which decisions are worth taking in a module: those that change nothing there would only multiply the runs. */
export interface Interests {
  readonly statuses: readonly number[];
  /** Whether exceptions that nobody wrote are caught anywhere. */
  readonly exceptions: boolean;
  readonly listener: boolean;
}

const chunk = new TextEncoder().encode(" ".repeat(1024));
const lastChunk = new TextEncoder().encode('"body"');
const chunks = 4;

export class World {
  readonly #decide: Decide;
  readonly #interests: Interests;
  readonly #acquired: Acquired[] = [];
  /** What calls return that acquire. */
  readonly #results = new Map<unknown, Acquired>();
  readonly #kept: unknown[] = [];
  readonly #shelf: { last?: Response } = {};
  #clock = 0;
  #lastAccident = -1;
  #misused = false;

  constructor(decide: Decide, interests: Interests) {
    this.#decide = decide;
    this.#interests = interests;
  }

  /** What the module finds as its globals. */
  globals(): Readonly<Record<string, unknown>> {
    const withListener = this.#interests.listener && this.#decide(2, "listener") === 0;
    return {
      fetch: () => this.#fetch(),
      flip: () => this.#decide(2, "flip") === 1,
      limit: () => this.#decide(2, "limit"),
      items: () => Array.from({ length: this.#decide(3, "items") }, (_, index) => index),
      log: () => {
        if (this.#interests.exceptions && this.#decide(2, "log") === 1) throw this.#accident("log");
      },
      keep: (value: unknown) => void this.#kept.push(value),
      later: (run: () => void) => {
        if (this.#decide(2, "later") === 0) run();
      },
      listener: withListener ? (value: unknown) => void this.#kept.push(value) : undefined,
      shelf: this.#shelf,
      console: { log: () => undefined },
      at: (position: Position, value: unknown) => this.#at(position, value),
    };
  }

  /** A call at `position` returned `value`. */
  #at(position: Position, value: unknown): unknown {
    const acquired = this.#results.get(value);
    if (acquired?.calls.length === 0) acquired.calls.push(position);
    else if (value instanceof Promise) {
      const note = (result: unknown): void => {
        const { calls } = this.#acquired.find(({ response }) => response === result) ?? {};
        if (calls?.includes(position) === false) calls.push(position);
      };
      value.then(note, () => undefined);
    }
    return value;
  }

  #accident(what: string): Error {
    this.#lastAccident = ++this.#clock;
    return new Error(`${what} failed`);
  }

  #fetch(): Promise<Response> {
    const { statuses, exceptions } = this.#interests;
    const outcome = this.#decide(statuses.length + (exceptions ? 2 : 0), "fetch");
    const status = statuses[outcome];
    if (status === undefined && outcome === statuses.length) {
      const failure = Promise.reject<Response>(new Error("fetch failed"));
      // It happens when it arrives: others may be asked for in between.
      failure.catch(() => this.#accident("fetch"));
      return failure;
    }
    const response = this.#response(status ?? 200, status === undefined);
    const promise = Promise.resolve(response);
    this.#results.set(promise, this.#acquire(response));
    return promise;
  }

  #acquire(response: Response): Acquired {
    const acquired: Acquired = { response, since: ++this.#clock, calls: [] };
    this.#acquired.push(acquired);
    this.#watch(response, ["text", "json", "arrayBuffer"]);
    this.#watch(response.body, ["cancel", "getReader", "pipeTo"]);
    const clone = response.clone.bind(response);
    const cloned = (): Response => {
      const copy = this.#watched(clone) as Response;
      this.#watch(response.body, ["cancel", "getReader", "pipeTo"]);
      this.#results.set(copy, this.#acquire(copy));
      return copy;
    };
    Object.defineProperty(response, "clone", { value: cloned });
    return acquired;
  }

  /** A method that throws or rejects is an accident. */
  #watch(object: object | null, names: readonly string[]): void {
    if (object === null) return;
    const methods = object as Record<string, (...args: readonly unknown[]) => unknown>;
    for (const name of names) {
      const method = methods[name]?.bind(object);
      if (method !== undefined) methods[name] = (...args) => this.#watched(() => method(...args));
    }
  }

  #watched(action: () => unknown): unknown {
    try {
      const result = action();
      if (result instanceof Promise) result.catch((error: unknown) => this.#refused(error));
      return result;
    } catch (error) {
      this.#refused(error);
      throw error;
    }
  }

  /** A body that has been read, or that somebody reads, refuses with a TypeError. */
  #refused(error: unknown): void {
    this.#accident("body");
    this.#misused ||= error instanceof TypeError;
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
    const reachable = reach([result, this.#kept, this.#shelf]);
    return this.#acquired.flatMap(({ response, since, calls }): readonly Fate[] => {
      if (calls.length === 0) return [];
      const ended = !isOpen(response) || reachable.has(response) || reachable.has(response.body);
      const misused = this.#misused;
      return [{ calls, misused, fate: ended ? "ended" : this.#lastAccident > since ? "leftOnThrow" : "left" }];
    });
  }
}

function isOpen({ body }: Response): boolean {
  return body !== null && isReadable(body as never) === true;
}

/** Everything that leads from `roots`. */
function reach(roots: readonly unknown[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Response) visit(value.body);
    else for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  roots.forEach(visit);
  return seen;
}
