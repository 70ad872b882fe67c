/**
 * The words of explanations. Those of findings are in `messages.ts`, and keep their form here: `The body of … (fetch, line 10)`.
 *
 * Clauses begin in lower case and have no full stop; sentences have both.
 */
import { enumerate, quote } from "./messages.js";

/** Verdicts. `body` is `The body of the response (fetch, line 10)`; `line` is null where the finding stands on the line that was asked for. */
export const verdicts = {
  reported: (sentence: string, line: number | null) => `Reported${atLine(line)}: ${sentence}`,
  discharged: (body: string) => `Not reported: ${lower(body)} is read or cancelled on every path.`,
  transferred: (body: string) =>
    `Not reported: ${lower(body)} goes to other code on some path, and reading or cancelling it is that code's duty.`,
  nothingOwed: (body: string) => `Not reported: on no path does ${lower(body)} have to be read.`,
  leaksOnThrow: (body: string) =>
    `Not reported: ${lower(body)} is neither read nor cancelled only if something throws that nobody wrote a \`throw\` for.`,
  imprecise: (body: string) =>
    `Not reported: ${lower(body)} may be neither read nor cancelled on some path, but too many paths had to be merged to be sure.`,
  gaveUp: (body: string, reason: string) => `Not decided: ${lower(body)} could not be followed: ${reason}.`,
  silenced: (sentence: string, line: number | null) => `Found${atLine(line)}, but a comment silences it: ${sentence}`,
} as const;

/** Steps of a path that `messages.ts` has no words for. */
export const steps = {
  mayThrow: () => "if this throws, the body is neither read nor cancelled",
} as const;

/** How a duty ends by being done; the subject is the expression at that place. */
export const discharges = {
  read: (member: string) => `${quote(member)} reads the body`,
  cancel: (member: string) => `${quote(member)} gives the body up`,
  flow: (member: string) => `${quote(member)} sets the body flowing`,
  event: (name: string) => `a listener for ${quote(name)} sets the body flowing`,
  argument: (callee: string) => `${quote(callee)} reads or cancels what it is given`,
  controller: () => "the call is aborted through its signal",
  owner: () => "the client, agent or session that the call was made on gives it up",
  drained: () => "the reader is at the end of the body",
  iteration: () => "`for await` reads the body, or cancels it when the loop is left",
  disposal: () => "the end of its scope disposes of the body",
} as const;

/** How a duty goes to somebody else. */
export const transfers = {
  passed: (callee: string, nature: string) => `it goes to ${quote(callee)}, which may read it: ${nature}`,
  passedOn: () => "it goes to code that is not followed",
  callback: () => "it goes to a callback that is not written here, or not followed",
  stored: () => "it is stored where other code finds it",
  returned: () => "it is returned: the caller has it",
  thrown: () => "it is thrown inside an error: whoever catches that has it",
  yielded: () => "it is yielded: the consumer has it",
  opaque: () => "it goes into syntax that the analysis does not follow",
  member: (name: string) => `no table knows ${quote(name)} of a response, so it takes the body over`,
  computedMember: () => "which member is called is not known, so it takes the body over",
  listener: (event: string) => `a listener for ${quote(event)} that is not written here may read it`,
  computedListener: () => "a listener for an event that is not known by name may read it",
  transform: () => "it is piped through a transform that other code has too",
} as const;

/** Why there is nothing to read. */
export const excuses = {
  head: () => "a HEAD request: its reply has no body",
  localUrl: () => "a `data:` or `blob:` URL: no connection is behind it",
  option: () => 'its options make a reply whose body is out of reach or was not measured (`mode: "no-cors"`)',
  caretaker: () => "the client is composed with an interceptor that reads what is left",
  unasked: () => "its options do not ask for the body itself, so the client reads it",
  callback: () => "with a callback, the client reads the body itself",
  noListener: () => "nobody listens for the response, so the client discards it",
  emptyStatus: () => "replies with such a status have no body",
  nullBody: () => "the body is null",
  emptyLength: () => "the body has no bytes (`content-length: 0`)",
  exit: () => "the process ends, and every connection with it",
  rejection: () => "a test expects that the request fails: there is no response then",
  unreached: () => "no path through its function leads to this call",
} as const;

/** Who decided that a call acquires. */
export const acquisitions = {
  table: (callee: string, declared: string, source: string) =>
    `${quote(callee)} is ${declared}, and the table of clients has it (${source}).`,
  contract: (callee: string) =>
    `${quote(callee)} is declared without a body, takes a URL and returns exactly a promise of a Response: an injected \`fetch\`.`,
  byType: (callee: string) => `With --strict the type of ${quote(callee)} is enough: it promises a Response.`,
  helper: (callee: string, origin: string, place: string) =>
    `${quote(callee)} gives what it gets from ${quote(origin)}, ${place}.`,
  split: (callee: string) =>
    `${quote(callee)} makes a second branch of a body; each branch has to be read or cancelled by itself.`,
} as const;

/** Policies: what the rule does on purpose. */
export const policies = {
  onThrow: () =>
    "Policy: paths that exist only if some call throws are not reported; almost every call might throw, and few do.",
  imprecise: () =>
    "Policy: up to eight states are told apart at a point of a function; a leak seen only after more were merged may not exist, and is not reported.",
  transferred: () => "Policy: who receives a response is taken to read it.",
  gaveUp: () => "Policy: effort is bounded in steps and in size, so that results are the same on every machine.",
  otherPaths: (line: number, text: string) => `On other paths, line ${String(line)}: ${text}.`,
} as const;

/** Why a call acquires nothing, after `` `getUser(…)` acquires nothing: ``. */
export const nothing = {
  headline: (call: string, reason: string) => `${quote(call)} acquires nothing: ${reason}.`,
  row: (declared: string, does: string, source: string) => `it is ${declared}, which ${does} (${source})`,
  body: (places: readonly string[]) =>
    `its body is in this program (${enumerate(places)}), and is not seen to hand a response to its caller`,
  unfollowed: (places: readonly string[]) =>
    `its body is in this program (${enumerate(places)}), where it cannot be followed`,
  import: (module: string) => `its type is \`any\`, because no declarations of ${quote(module)} were found`,
  name: (name: string) => `its type is \`any\`, because nothing declares ${quote(name)}`,
  any: () => "its type is `any`",
  unlisted: (declared: string | null) =>
    declared === null ? "no table of clients knows it" : `it is ${declared}, which no table of clients knows`,
  declared: (unlisted: string, flaw: string) => `${unlisted}, and it is no injected \`fetch\`: ${flaw}`,
  member: () =>
    "it is called on a response that is not followed here: other code has it by then, or no call is known to acquire it",
  unused: () => "its result is neither awaited, chained nor kept, as that of a `fetch` would be",
} as const;

/** What the function of a row does with what it is given. */
export const rows = {
  selfContained: () => "takes care of its bodies itself",
  recognises: () => "tells whether it is given an error of its client",
  caretaker: () => "makes a part of a client that reads what nobody else does",
  borrows: () => "only looks at what it is given",
  takes: () => "reads, cancels or takes over what it is given",
  wraps: () => "gives another view of a body it is given",
  timer: () => "runs its callback later",
  exit: () => "ends the process",
  builtin: () => "belongs to the language or its surroundings",
} as const;

/** What keeps a declared function from being an injected fetch. */
export const flaws = {
  construction: () => "it is constructed, not called",
  noArguments: () => "it is called without a URL",
  noSignature: () => "how it may be called is not known",
  body: () => "its body is in this program",
  result: (type: string) => `it returns ${quote(type)}, not exactly a promise of a Response`,
  parameters: () => "neither of its first two parameters accepts a string or a URL",
} as const;

/** What would change an answer. */
export const changes = {
  mend: (where: string, forms: readonly string[]) => `Read or cancel it ${where}: ${forms.map(quote).join(", or ")}.`,
  /** Both ways, where they differ in what becomes of the connection. */
  mendBySize: (where: string, drain: string, cancel: string) =>
    `Read it ${where}, so that its connection can be used again: ${quote(drain)}. Or, if it may be large, cancel it: ${quote(cancel)}.`,
  before: (line: number) => `before line ${String(line)}`,
  by: (line: number) => `by line ${String(line)}`,
  afterwards: () => "after the call",
  head: () => 'If only status or headers matter, ask without a body: `method: "HEAD"`.',
  silence: () => "If it is right as it is, say so: `// eslint-disable-next-line calm/no-unconsumed-body -- why`.",
  unsilence: () => "Remove the comment, and it is reported.",
  guard: () => "To be safe even then, read or cancel it in a `finally` block.",
  simplify: () => "Split the function, or decide the same condition once instead of several times.",
  shrink: () => "Split the function.",
  readHere: () =>
    "If you expected a finding: read or cancel it before it goes there, or check the code that receives it.",
  declarations: (module: string) =>
    module.startsWith(".")
      ? `Mend the path ${quote(module)}, or the \`paths\` of tsconfig.json, so that TypeScript finds it.`
      : `Install ${quote(module)}, or its declarations.`,
  annotate: () => "Give it a type.",
  askEarlier: () => "Ask about the line where the response comes from.",
  strict: () => "--strict takes its type's word, and follows what it returns.",
  lookInside: () => "Lint the file that holds its body: what it acquires is checked there.",
} as const;

/** Answers about a whole file. */
export const files = {
  gate: () =>
    "Not analysed: nothing in the text of this file can hold a response, no word of a client and no member of a response.",
  untyped: (reason: string) => `Not analysed: there are no types for this file: ${reason}.`,
  mendTsconfig: () => "Mend that tsconfig.json, and the file is analysed.",
  gaveUp: (reason: string) => `Not analysed: this function is ${reason}.`,
  internalError: (reason: string) => `An internal error kept this function from being checked: ${reason}.`,
  report: (url: string) => `Please report it, with this output: ${url}`,
} as const;

/** Lines where there is something to explain. */
export const nearby = {
  nothing: () => "Nothing on this line acquires, reads, cancels or loses a response.",
  lines: () => "The nearest lines that have something:",
  none: () => "No call in this file acquires a response.",
  acquires: (callee: string) => `${quote(callee)} acquires a body`,
  splits: (callee: string) => `${quote(callee)} makes a branch of a body`,
  lost: () => "a body is lost",
  acquiresNothing: (call: string) => `${quote(call)} gives a response, and acquires nothing`,
} as const;

/** Names of responses on a line where nothing happens to them. */
export const names = {
  parameter: (name: string) =>
    `${quote(name)} comes from the caller of this function, who answers for its body: what becomes of it here counts there.`,
  askCaller: () => "Ask about the line of a call that gets a response and passes it on.",
} as const;

/** Headings of the text. */
export const headings = { because: "Because", asAbove: "Because: as above.", change: "What would change it" } as const;

/**
 * Where a function is declared.
 *
 * @param packageName - `lib` for TypeScript's own declarations, empty for this program.
 * @example declaredIn("@types/node", "http", "get") // "declared in @types/node as `http.get`"
 */
export function declaredIn(packageName: string, module: string | null, path: readonly string[]): string {
  const name = quote([...(module === null ? [] : [module]), ...path].join("."));
  if (packageName === "") return `declared in this program as ${name}`;
  return packageName === "lib" ? `declared by TypeScript as ${name}` : `declared in ${packageName} as ${name}`;
}

const evidence: Readonly<Record<string, string>> = {
  M: "measured",
  R: "documented",
  DESIGN: "policy",
  settings: "configured",
};

/**
 * What a row of a table rests on.
 *
 * @param source - `CallRow.source`.
 * @example sourceText("M: unread fetch bodies pin connections") // "measured: unread fetch bodies pin connections"
 */
export function sourceText(source: string): string {
  const [, mark = "", text = source] = /^(\w+): (.*)$/su.exec(source) ?? [];
  const kind = evidence[mark];
  return kind === undefined ? source : `${kind}: ${text}`;
}

function atLine(line: number | null): string {
  return line === null ? "" : ` at line ${String(line)}`;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
