/**
 * The world in which a generated module runs: it answers requests, takes decisions, and knows afterwards which bodies were left.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Client } from "../dialects/index.js";
import { Accident } from "../stray-errors.js";
import { Accidents } from "./accidents.js";
import { type Acquired, type Asked, isOrHolds, leadsTo, wayOf } from "./acquired.js";
import { type Body, bodyOf, isOpen, isTaken } from "./bodies.js";
import { moduleOf } from "./modules.js";
import { isGenerator, noteYields } from "./yields.js";
import { reach } from "./reach.js";
import { type Position, Trace } from "./trace.js";
import { localResponse } from "./local-response.js";
import { mayBeUsed } from "./used-before.js";
import { type Watched, watchResponse, watchStream } from "./watching.js";
import type { Decide, Fate, Interests, RequestOptions } from "./types.js";

/** An answer, or what a request is rejected with. */
export type Answer = { readonly error: Error } | { readonly response: object };

/** One for all worlds: each instance makes every promise slower. */
const around = new AsyncLocalStorage<readonly Position[]>();

export class World {
  readonly #decide: Decide;
  readonly #interests: Interests;
  readonly #acquired: Acquired[] = [];
  /** What acquiring calls return, with the calls that it will have come through. */
  readonly #results = new Map<unknown, Position[]>();
  readonly #kept: unknown[] = [];
  readonly #shelf: { last?: unknown } = {};
  readonly #trace = new Trace();
  readonly #accidents = new Accidents();

  constructor(decide: Decide, interests: Interests) {
    this.#decide = decide;
    this.#interests = interests;
  }

  /** What the module finds as its globals. */
  globals(): Readonly<Record<string, unknown>> {
    const withListener = this.#interests.listener && this.#decide(2, "listener") === 0;
    return {
      fetch: (_url: unknown, options?: RequestOptions) => this.request("fetch", options),
      require: (name: string) => moduleOf(name, this),
      flip: () => this.#decide(2, "flip") === 1,
      limit: () => this.#decide(2, "limit"),
      items: () => Array.from({ length: this.#decide(3, "items") }, (_, index) => index),
      log: () => {
        if (this.#interests.exceptions && this.#decide(2, "log") === 1) throw this.#accidents.happen("log");
      },
      keep: (value: unknown) => void this.#kept.push(value),
      later: (run: () => void) => {
        if (this.#decide(2, "later") === 0) run();
      },
      listener: withListener ? (value: unknown) => void this.#kept.push(value) : undefined,
      shelf: this.#shelf,
      pause: () => this.#pause(),
      console: { log: () => undefined },
      Response: localResponse((body) => {
        this.use(body);
      }),
      at: (position: Position, value: unknown) => this.#at(position, value),
      within: (position: Position, values: readonly (() => unknown)[], call: () => unknown) =>
        this.#within(position, values, call),
      here: (position: Position, own: readonly unknown[], captured: readonly unknown[]) => {
        this.#trace.come(position, own, captured);
      },
      iterating: (position: Position, values: unknown) => this.#iterating(position, values),
      promised: (promise: Promise<unknown>) => this.#promised(promise),
    };
  }

  /** A call at `position` returned `value`. */
  #at(position: Position, value: unknown): unknown {
    const calls = this.#results.get(value);
    if (calls?.length === 0) {
      calls.push(position);
      this.#trace.see([value], position);
    }
    const note = (result: unknown): void => {
      const through = this.#acquired.find(({ body }) => isOrHolds(result, body.response));
      if (through === undefined) return;
      this.#trace.see([through.body.response], position);
      if (calls === undefined && !through.calls.includes(position)) through.calls.push(position);
    };
    if (isGenerator(value)) noteYields(value, note);
    if (!(value instanceof Promise)) return value;
    value.then(note, () => undefined);
    return this.#promised(value);
  }

  /** A list that nobody but the loop at `position` has: where that comes to its end, the list goes with it. */
  #iterating(position: Position, values: unknown): unknown {
    if (!Array.isArray(values)) return values;
    const come = (): void => {
      this.#trace.see(values, position);
    };
    return (function* () {
      yield* values as readonly unknown[];
      come();
    })();
  }

  #promised(promise: Promise<unknown>): Promise<unknown> {
    const note = (result: unknown): void => {
      const within = reach([result], false);
      for (const { body, promises } of this.#acquired) if (within.has(body.response)) promises.push(promise);
    };
    promise.then(note, () => undefined);
    return promise;
  }

  #asked(): Asked {
    const empty = { calls: [], promises: [], thrownBy: [] };
    return { ...empty, since: this.#accidents.tick(), around: around.getStore() ?? [], from: this.#trace.length };
  }

  /**
   * A call of a function of the module.
   *
   * @param values - What it sees of the variables where it is called, some of which may not be there yet.
   */
  #within(position: Position, values: readonly (() => unknown)[], call: () => unknown): unknown {
    const leave = (): void => {
      const seen = reach(values.map(attempt));
      for (const acquired of this.#acquired) {
        const { response, stream } = { response: acquired.body.response, stream: acquired.body.stream() };
        const isOfCall = acquired.around.includes(position);
        const isSeen = seen.has(response) || (stream !== null && seen.has(stream));
        acquired.excused ||= !isOfCall && !isSeen;
        // Those around the innermost gave others.
        if (!isSeen && acquired.around.at(-1) !== position) continue;
        const within = this.#trace.lastByAnyOf(leadsTo(acquired))?.at ?? null;
        acquired.thrownBy.push({ at: position, time: this.#trace.length, within });
      }
    };
    try {
      const result = around.run([...(around.getStore() ?? []), position], call);
      if (result instanceof Promise) result.catch(leave);
      // Its caller has them again.
      else this.#trace.see(values.map(attempt), position);
      return result;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #pause(): Promise<void> {
    if (this.#interests.order && this.#decide(2, "late") === 1) await Promise.resolve();
    if (!this.#interests.exceptions || this.#decide(2, "pause") === 0) return;
    await Promise.resolve();
    throw this.#accidents.happen("request");
  }

  /** A body is given to something that takes it as it is; one that was taken before is no good there. */
  use(stream: unknown): void {
    const body = this.#acquired.find((one) => one.body.stream() === stream)?.body;
    if (body === undefined || !isTaken(body)) return;
    this.#accidents.misuse();
  }

  /** A promise of a response, as most clients give it. */
  request(client: Client, options: RequestOptions = {}): Promise<unknown> {
    const asked = this.#asked();
    const turns = this.#turns();
    const answered = (async () => {
      await turns;
      const answer = this.#answer(client, asked, options);
      if ("error" in answer) throw answer.error;
      return answer.response;
    })();
    // It happens when it arrives: others may be asked for in between.
    answered.catch(() => this.#accidents.happen("request"));
    this.#results.set(answered, asked.calls);
    return answered;
  }

  /** What a client gives at once: a stream. */
  stream(client: Client): object {
    const asked = this.#asked();
    const body = bodyOf(client, { status: 200, head: false, empty: false, dies: null });
    this.#acquire({ ...asked, body, signal: null, dies: false });
    this.#results.set(body.response, asked.calls);
    return body.response;
  }

  /** A call returned `request`, and the answer comes to it later, once. */
  answers(client: Client, request: object, receive: (answer: Answer) => void): void {
    const asked = this.#asked();
    this.#results.set(request, asked.calls);
    void this.#turns().then(() => {
      const answer = this.#answer(client, asked, {});
      if ("error" in answer) this.#accidents.happen("request");
      try {
        receive(answer);
      } catch {
        // An exception that nobody can catch: the process would end.
      }
    });
  }

  /** How long an answer takes, where it matters. */
  async #turns(): Promise<void> {
    const late = this.#interests.order ? this.#decide(2, "late") : 0;
    for (let turns = 0; turns < late * 3; turns++) await Promise.resolve();
  }

  #answer(client: Client, asked: Asked, { method, signal }: RequestOptions): Answer {
    const { statuses, exceptions, length } = this.#interests;
    if (signal?.aborted === true) return { error: new Accident("aborted") };
    const outcomes = [
      ...statuses,
      ...(length ? ["empty" as const] : []),
      ...(exceptions ? (["rejects", "dies"] as const) : []),
    ];
    const outcome = outcomes[this.#decide(outcomes.length, client)] ?? 200;
    if (outcome === "rejects") return { error: new Accident("request failed") };
    const dies = outcome === "dies" ? (): Error => this.#accidents.happen("body") : null;
    const status = typeof outcome === "number" ? outcome : 200;
    const body = bodyOf(client, { status, head: method === "HEAD", empty: outcome === "empty", dies });
    signal?.addEventListener("abort", body.abort);
    this.#acquire({ ...asked, body, signal: signal ?? null, dies: dies !== null });
    return { response: body.response };
  }

  #acquire(now: Omit<Acquired, "excused" | "byOthers">): void {
    const acquired = { ...now, excused: false, byOthers: false };
    this.#acquired.push(acquired);
    const { body, signal } = now;
    const { response } = body;
    const others = (): void => {
      acquired.byOthers = true;
    };
    if (this.#interests.used) for (const asked of [response, body.stream()]) mayBeUsed(asked, this.#decide, others);
    watchResponse(this.#accidents, now);
    this.#watchStream(now);
    if ("clone" in response && "bodyUsed" in response) {
      const clone = (response as Response).clone.bind(response);
      const cloned = (): Response => {
        const copy = this.#accidents.watched(clone) as Response;
        this.#watchStream(now);
        const branch = this.#asked();
        const made: Body = { response: copy, stream: () => copy.body, pins: body.pins, abort: () => undefined };
        this.#acquire({ ...branch, body: made, signal, dies: acquired.dies });
        this.#results.set(copy, branch.calls);
        return copy;
      };
      Object.defineProperty(response, "clone", { value: cloned });
    }
  }

  #watchStream(acquired: Watched): void {
    watchStream(this.#accidents, acquired, (stream) => {
      this.use(stream);
    });
  }

  /** @param results - What the module's entry came to: its value, or what it threw. */
  fates(results: readonly unknown[]): readonly Fate[] {
    const reachable = reach([...results, this.#kept, this.#shelf]);
    const { misused } = this.#accidents;
    return this.#acquired.flatMap((acquired): readonly Fate[] => {
      const { body, since, calls, dies, excused, byOthers } = acquired;
      if (calls.length === 0) return [];
      const nothing = !body.pins || body.stream() === null;
      // An accident from before it came may end the run.
      const left = this.#accidents.leftSince(since, excused || results.some((one) => one instanceof Accident));
      const handed = reachable.has(body.response) || reachable.has(body.stream());
      const ended = dies ? "died" : byOthers ? "handed" : "ended";
      const fate = nothing ? "nothing" : !isOpen(body) ? ended : handed ? "handed" : left;
      const way = wayOf(acquired, this.#trace);
      return [{ calls: way.calls, misused, fate, way }];
    });
  }
}

function attempt(value: () => unknown): unknown {
  try {
    return value();
  } catch {
    return undefined;
  }
}
