/** A body that a module has acquired, and what was seen of it. */
import type { Body } from "./bodies.js";
import type { Position, Sighting, Trace } from "./trace.js";
import type { Seen, Throw, Way } from "./types.js";

export interface Acquired {
  readonly body: Body;
  /** Time of the request, of which accidents have one too. */
  readonly since: number;
  /** The call that acquired it, and those that returned it to their callers since. */
  readonly calls: Position[];
  /** Calls under way that were given a callback. */
  readonly around: readonly Position[];
  /** Where the trace was when it came. */
  readonly from: number;
  /** Of its request; null: it has none. */
  readonly signal: AbortSignal | null;
  /** Its connection dies before the end. */
  readonly dies: boolean;
  /** A function threw that had nothing to do with it. */
  excused: boolean;
  /** Somebody reads it who is not in the module. */
  byOthers: boolean;
  /** Promises that came to it. */
  readonly promises: unknown[];
  /** Functions that were given it threw. */
  readonly thrownBy: (Omit<Throw, "cameTo"> & Sighting)[];
}

/** What is known when a request is made. */
export type Asked = Pick<Acquired, "since" | "calls" | "around" | "from" | "promises" | "thrownBy">;

/** All by which a variable may have it. */
export function leadsTo({ body, promises }: Acquired): readonly unknown[] {
  return [body.response, body.stream(), ...promises];
}

/** Where a run came to while the body was there. */
export function wayOf(acquired: Acquired, trace: Trace): Way {
  const { calls, around, from, thrownBy } = acquired;
  const values = leadsTo(acquired);
  const seenAt = ({ at, time }: Sighting): Seen => ({ at, cameTo: time - from });
  const last = trace.lastOf(values);
  const calledFrom = last?.time ?? from;
  const threw = thrownBy.flatMap((one) => (one.time >= calledFrom ? one.at : []));
  // A closure that threw has seen it later than its function.
  const seen = threw.length > 0 ? trace.lastByAnyOf(values) : last;
  return {
    calls: [...calls, ...around],
    trace: trace.since(from),
    lastSeen: seen?.at ?? null,
    seenFor: (seen?.time ?? from) - from,
    sightings: trace.sightingsOf(values).map(seenAt),
    captured: trace.sightingsByClosures(values).map(seenAt),
    thrownBy: threw,
    throws: thrownBy.map((one) => ({ ...seenAt(one), within: one.within })),
  };
}

/** Whether a result is the response itself, or an object it was put into for its caller. */
export function isOrHolds(result: unknown, response: object): boolean {
  return (
    result === response ||
    (typeof result === "object" && result !== null && Reflect.get(result, "response") === response)
  );
}
