/** The language and its surroundings: what the interpretation knows of promises and arrays, and who only looks at a response. */
import type { Builtin, CallRow } from "./types.js";

const LANGUAGE = "R: ECMAScript";
const ONLOOKER = "DESIGN: known borrowers";
const WITH_GLOBALS = ["lib", "@types/web", "@types/node", "@cloudflare/workers-types"] as const;

function builtin(name: Builtin, ...paths: readonly (readonly string[])[]): CallRow {
  return { packages: ["lib"], paths, model: { kind: "builtin", builtin: name }, source: LANGUAGE };
}

function ofPromise(name: "all" | "allSettled" | "race" | "any" | "resolve" | "reject" | "withResolvers"): CallRow {
  return builtin(`Promise.${name}`, ["PromiseConstructor", name]);
}

function ofPromises(name: "then" | "catch" | "finally"): CallRow {
  return builtin(`Promise.prototype.${name}`, ["Promise", name]);
}

type ArrayMethod = "map" | "flatMap" | "forEach" | "filter" | "find" | "some" | "every" | "reduce";

function ofArrays(name: ArrayMethod): CallRow {
  return builtin(`Array.prototype.${name}`, ["Array", name], ["ReadonlyArray", name]);
}

const builtins: readonly CallRow[] = [
  builtin("Promise", ["Promise"], ["PromiseConstructor"]),
  ...(["all", "allSettled", "race", "any", "resolve", "reject", "withResolvers"] as const).map(ofPromise),
  ...(["then", "catch", "finally"] as const).map(ofPromises),
  ...(["map", "flatMap", "forEach", "filter", "find", "some", "every", "reduce"] as const).map(ofArrays),
  builtin("Array.from", ["ArrayConstructor", "from"]),
  builtin("Array.fromAsync", ["ArrayConstructor", "fromAsync"]),
  builtin("Array.of", ["ArrayConstructor", "of"]),
  builtin("Array.isArray", ["ArrayConstructor", "isArray"]),
  builtin("Map", ["Map"], ["MapConstructor"], ["WeakMap"], ["WeakMapConstructor"]),
  builtin("Set", ["Set"], ["SetConstructor"], ["WeakSet"], ["WeakSetConstructor"]),
  builtin("Object.freeze", ["ObjectConstructor", "freeze"]),
  builtin(
    "Number",
    ["Number"],
    ["NumberConstructor"],
    ["parseInt"],
    ["parseFloat"],
    ["NumberConstructor", "parseInt"],
    ["NumberConstructor", "parseFloat"],
  ),
  builtin("Boolean", ["Boolean"], ["BooleanConstructor"]),
  {
    packages: WITH_GLOBALS,
    paths: [["AbortController"]],
    model: { kind: "builtin", builtin: "AbortController" },
    source: "M: controller.abort() of the signal passed to fetch discharges",
  },
];

const emitters: readonly CallRow[] = [
  {
    packages: ["@types/node"],
    modules: ["events"],
    paths: [["EventEmitter", "once"]],
    model: { kind: "builtin", builtin: "events.once" },
    source: "R: Node: listens once, and fulfils with the arguments of the event",
  },
];

const borrow = { kind: "arguments", effects: ["borrow"] } as const;

const borrowers: readonly CallRow[] = [
  { packages: WITH_GLOBALS, paths: [["Console", "*"]], model: borrow, source: ONLOOKER },
  {
    packages: WITH_GLOBALS,
    paths: [["removeEventListener"], ["*", "removeEventListener"]],
    model: borrow,
    source: "R: DOM: forgets a listener, and calls none",
  },
  {
    packages: ["lib"],
    paths: [
      ["JSON", "stringify"],
      ["ObjectConstructor", "keys"],
      ["ObjectConstructor", "getOwnPropertyNames"],
      ["ObjectConstructor", "getPrototypeOf"],
      ["ObjectConstructor", "is"],
      ["ObjectConstructor", "hasOwn"],
      ["String"],
      ["StringConstructor"],
    ],
    model: borrow,
    source: ONLOOKER,
  },
  {
    packages: ["@types/node"],
    modules: ["util"],
    paths: [["inspect"], ["format"], ["formatWithOptions"], ["isDeepStrictEqual"]],
    model: borrow,
    source: ONLOOKER,
  },
  {
    packages: ["@types/node"],
    modules: ["assert", "assert/strict"],
    paths: [["assert"], ["assert", "*"], ["assert", "strict"], ["strict"]],
    model: borrow,
    source: ONLOOKER,
  },
  {
    packages: ["@types/chai"],
    paths: [
      ["Chai", "ExpectStatic"],
      ["Chai", "AssertStatic"],
      ["Chai", "Assert"],
      ["Chai", "Assert", "*"],
    ],
    model: borrow,
    source: ONLOOKER,
  },
  { packages: ["@vitest/expect"], paths: [["ExpectStatic"]], model: borrow, source: ONLOOKER },
  {
    packages: ["@jest/globals", "@types/jest", "@types/jasmine", "expect"],
    paths: [["expect"]],
    model: borrow,
    source: ONLOOKER,
  },
  {
    packages: WITH_GLOBALS,
    paths: [["AbortSignal", "any"]],
    model: { kind: "builtin", builtin: "AbortSignal.any" },
    source: "M: aborting any of them aborts the call",
  },
  {
    packages: WITH_GLOBALS,
    paths: [
      ["AbortSignal", "timeout"],
      ["AbortSignal", "abort"],
    ],
    model: borrow,
    source: "DESIGN: a timer or AbortSignal.timeout() only bounds a leak",
  },
];

const timers: readonly CallRow[] = [
  {
    packages: WITH_GLOBALS,
    paths: [
      ["setTimeout"],
      ["setInterval"],
      ["setImmediate"],
      ["queueMicrotask"],
      ["requestAnimationFrame"],
      ["requestIdleCallback"],
      ["addEventListener"],
      ["*", "addEventListener"],
      ["WindowOrWorkerGlobalScope", "setTimeout"],
      ["WindowOrWorkerGlobalScope", "setInterval"],
      ["WindowOrWorkerGlobalScope", "queueMicrotask"],
      ["AnimationFrameProvider", "requestAnimationFrame"],
      ["Window", "requestIdleCallback"],
    ],
    model: { kind: "timer" },
    source: "DESIGN: only bounds a leak: not a discharge",
  },
  {
    packages: ["@types/node"],
    paths: [["NodeJS", "Process", "nextTick"]],
    model: { kind: "timer" },
    source: "DESIGN: only bounds a leak: not a discharge",
  },
];

const exits: readonly CallRow[] = [
  {
    packages: ["@types/node"],
    paths: [
      ["NodeJS", "Process", "exit"],
      ["NodeJS", "Process", "abort"],
    ],
    model: { kind: "exit" },
    source: "R: ends the process, and every connection with it",
  },
];

/** What functions that belong to no HTTP client do. */
export const languageRows: readonly CallRow[] = [...builtins, ...emitters, ...borrowers, ...timers, ...exits];

const classesOfValues: ReadonlySet<string> = new Set([
  ..."Array Boolean Date Map Number Promise RegExp Set String URL URLSearchParams WeakMap WeakSet".split(" "),
  ..."ArrayBuffer Blob Buffer DataView File FormData Headers SharedArrayBuffer".split(" "),
  ..."Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array".split(" "),
  ..."BigInt64Array BigUint64Array Float16Array Float32Array Float64Array".split(" "),
]);

/** Whether a global class is one of values that no response, and nothing that leads to its body, is an instance of. */
export function isClassOfValues(name: string): boolean {
  return classesOfValues.has(name);
}
