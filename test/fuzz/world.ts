/**
 * The world in which a generated module runs: it answers requests, takes decisions, and knows afterwards which bodies were left.
 */
import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { type Body, bodyOf, isOpen } from "./bodies.js";
import type { Client } from "./dialects.js";

/** Takes decisions: one of `options` values, from 0. The first is the tamest. */
export type Decide = (options: number, label: string) => number;

/** Where a call stands in the module's text. */
export type Position = number;

interface Acquired {
  readonly body: Body;
  /** Time of the request, of which accidents have one too. */
  readonly since: number;
  /** The call that acquired it, and those that returned it to their callers since. */
  readonly calls: Position[];
}

/** What became of one acquired body. */
export interface Fate {
  readonly calls: readonly Position[];
  /** `left`: neither read, nor cancelled, nor handed over; `leftOnThrow`: and while it was open, something threw that is no `throw`. */
  readonly fate: "ended" | "left" | "leftOnThrow";
  /** A body was asked for what it no longer gives: such a path is one that no working program takes. */
  readonly misused: boolean;
}

/** Which decisions are worth taking in a module: those that change nothing there would only multiply the runs. */
export interface Interests {
  readonly statuses: readonly number[];
  /** Whether exceptions that nobody wrote are caught anywhere. */
  readonly exceptions: boolean;
  readonly listener: boolean;
}

type Answer =
  { readonly kind: "rejects"; readonly error: Error } | { readonly kind: "responds"; readonly acquired: Acquired };

export class World {
  readonly #decide: Decide;
  readonly #interests: Interests;
  readonly #acquired: Acquired[] = [];
  /** What acquiring calls return, with the calls that it will have come through. */
  readonly #results = new Map<unknown, Position[]>();
  readonly #kept: unknown[] = [];
  readonly #shelf: { last?: unknown } = {};
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
      fetch: () => this.#request("fetch"),
      require: () => ({ request: () => this.#request("undici"), get: this.#get }),
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
    const calls = this.#results.get(value);
    if (calls?.length === 0) calls.push(position);
    else if (value instanceof Promise) {
      const note = (result: unknown): void => {
        const through = this.#acquired.find(({ body }) => body.response === result)?.calls;
        if (through?.includes(position) === false) through.push(position);
      };
      value.then(note, () => undefined);
    }
    return value;
  }

  #accident(what: string): Error {
    this.#lastAccident = ++this.#clock;
    return new Error(`${what} failed`);
  }

  #answer(client: Client, calls: Position[], since: number): Answer {
    const { statuses, exceptions } = this.#interests;
    const outcome = this.#decide(statuses.length + (exceptions ? 2 : 0), client);
    const status = statuses[outcome];
    if (status === undefined && outcome === statuses.length) {
      return { kind: "rejects", error: new Error("request failed") };
    }
    const dies = status === undefined ? (): Error => this.#accident("body") : null;
    return { kind: "responds", acquired: this.#acquire(bodyOf(client, { status: status ?? 200, dies }), calls, since) };
  }

  #request(client: Client): Promise<unknown> {
    const calls: Position[] = [];
    const answer = this.#answer(client, calls, ++this.#clock);
    const promise: Promise<unknown> =
      answer.kind === "rejects" ? Promise.reject(answer.error) : Promise.resolve(answer.acquired.body.response);
    // It happens when it arrives: others may be asked for in between.
    promise.catch(() => this.#accident("request"));
    this.#results.set(promise, calls);
    return promise;
  }

  readonly #get = (_url: string, onResponse: (response: object) => unknown): EventEmitter => {
    const request = new EventEmitter();
    const calls: Position[] = [];
    const since = ++this.#clock;
    this.#results.set(request, calls);
    queueMicrotask(() => {
      const answer = this.#answer("http", calls, since);
      try {
        if (answer.kind === "responds") {
          onResponse(answer.acquired.body.response);
        } else {
          this.#accident("request");
          request.emit("error", answer.error);
        }
      } catch {
        // An exception that nobody can catch: the process would end.
      }
    });
    return request;
  };

  #acquire(body: Body, calls: Position[], since: number): Acquired {
    const acquired: Acquired = { body, since, calls };
    this.#acquired.push(acquired);
    const { response } = body;
    this.#watch(response, ["text", "json", "arrayBuffer"]);
    this.#watch(body.stream(), ["cancel", "getReader", "pipeTo", "text", "json", "arrayBuffer"]);
    if (response instanceof Response) {
      const clone = response.clone.bind(response);
      const cloned = (): Response => {
        const copy = this.#watched(clone) as Response;
        this.#watch(response.body, ["cancel", "getReader", "pipeTo"]);
        const through: Position[] = [];
        this.#acquire({ response: copy, stream: () => copy.body, pins: true }, through, ++this.#clock);
        this.#results.set(copy, through);
        return copy;
      };
      Object.defineProperty(response, "clone", { value: cloned });
    }
    return acquired;
  }

  /** A method that throws or rejects is an accident. */
  #watch(object: object | null, names: readonly string[]): void {
    if (object === null) return;
    const methods = object as Record<string, ((...args: readonly unknown[]) => unknown) | undefined>;
    for (const name of names) {
      const method = methods[name]?.bind(object);
      if (method === undefined) continue;
      Object.defineProperty(object, name, { value: (...args: unknown[]) => this.#watched(() => method(...args)) });
    }
  }

  #watched(action: () => unknown): unknown {
    try {
      const result = action();
      if (result instanceof Promise)
        result.catch((error: unknown) => {
          this.#refused(error);
        });
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

  /** @param result - What the module's entry came to: its value, or what it threw. */
  fates(result: unknown): readonly Fate[] {
    const reachable = reach([result, this.#kept, this.#shelf]);
    const misused = this.#misused;
    return this.#acquired.flatMap(({ body, since, calls }): readonly Fate[] => {
      if (calls.length === 0) return [];
      const ended = !isOpen(body) || reachable.has(body.response) || reachable.has(body.stream());
      return [{ calls, misused, fate: ended ? "ended" : this.#lastAccident > since ? "leftOnThrow" : "left" }];
    });
  }
}

/** Everything that leads from `roots`. */
function reach(roots: readonly unknown[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Response) visit(value.body);
    else if (value instanceof Readable) return;
    else for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  roots.forEach(visit);
  return seen;
}
