/**
 * The vocabulary in which HTTP clients are described. The tables beside this file (one per client) say, in these words only, what creates
 * an obligation, what ends it and what leaves it as it was. Nothing here knows syntax, types or ESLint; nothing elsewhere knows a client.
 *
 * An acquired response is seen through **facets**: the `Response`, its `body`, a `reader` of that body, a Node stream made of it … All are
 * views of one obligation. A facet's members say what happens to the obligation when they are read or called on it. A member that a facet
 * does not list is unknown: the duty goes to whoever it is called on (quiet).
 */

export type ResourceKind =
  | "web"
  | "undici-request"
  | "undici-pipeline"
  | "node-http"
  | "node-http2"
  | "node-fetch-2"
  | "node-fetch-3"
  | "cross-fetch"
  | "got-stream"
  | "needle-stream"
  | "axios-stream"
  | "openapi-fetch"
  | "s3-object";

/** Names of facets; each resource defines those it has. */
export type FacetName =
  /** What the client hands over: Response, undici's ResponseData, IncomingMessage, ClientHttp2Stream, Duplex. */
  | "response"
  /** A web ReadableStream, or undici.request's BodyReadable. */
  | "body"
  /** `body.body` of undici.request: a web stream over it, which is inert before the first read. Of an S3 object: any web stream over it. */
  | "inner"
  /** A `Response` that is made of the body alone, `new Response(res.body)`: its status is 200, whatever that of the other. */
  | "made"
  /** A `Response` inside what the client hands over: `(await client.GET("/", { parseAs: "stream" })).response`. */
  | "message"
  /** The promise of a response, where it has methods of its own: `ky(url).json()`. */
  | "promise"
  /** The error that a call rejects with and that carries the response: ky's `HTTPError`. */
  | "rejection"
  /** A ReadableStreamDefaultReader or BYOBReader. */
  | "reader"
  /** An async iterator or iterable that cancels when left early. */
  | "iterator"
  /** The same with `preventCancel: true`: leaving early leaves the body open. */
  | "uncancelledIterator"
  /** A node:stream Readable made from a web body. */
  | "readable"
  /** A ClientRequest: no body yet, but the response comes through it, and destroying it gives the connection up. */
  | "request"
  /** The client, pool, agent or session the call was made on: destroying it releases what it handed out. */
  | "owner"
  /** The AbortController whose signal was given to the call. */
  | "controller"
  /** Response headers, of which only `content-length` matters. */
  | "headers"
  /** The connection under a Node message: destroying it gives the body up. */
  | "socket";

/** What a test on a response's property tells about it. */
export type Guard =
  | "ok"
  /** Truthy where the response is not ok: `error` of openapi-fetch. */
  | "failed"
  | "status"
  | "type"
  | "bodyUsed"
  /** Truthy where the connection became a socket: `webSocket` of Cloudflare's responses. */
  | "upgraded";

export type MemberEffect =
  /** Discharges: the body is read to its end, or its failure ends it. Also when not awaited, also when it rejects. */
  | { readonly effect: "read" }
  /**
   * `pipeTo`: reads to the end; with `preventCancel: true` in the options (argument `options`) a rejection leaves the body open.
   */
  | { readonly effect: "readUnlessPrevented"; readonly options: number }
  /** Discharges: the connection or stream is given up. */
  | { readonly effect: "cancel" }
  /** Discharges: the stream flows into a sink or a listener (`resume`, `pipe`); undone by `pause`. The call's result is its receiver, or the sink. */
  | { readonly effect: "flow" }
  | { readonly effect: "pause" }
  /** Leaves the duty where it is. `result: self` for chaining methods (`setEncoding`). Also for measured non-discharges (`releaseLock`). */
  | { readonly effect: "borrow"; readonly result?: "self" }
  /**
   * A property or method whose value is another view of the same obligation. `throughArgument`: so is (a part of) that argument, as in
   * `pipeThrough(transform)`: where the argument outlives the call, whoever holds it may read the body to its end.
   */
  | { readonly effect: "view"; readonly facet: FacetName; readonly throughArgument?: number }
  /** `values(options)`: `preventCancel: true` in argument `options` gives `prevented` instead of `facet`. */
  | {
      readonly effect: "viewUnlessPrevented";
      readonly facet: FacetName;
      readonly prevented: FacetName;
      readonly options: number;
    }
  /** A property that tells something of the response when tested. */
  | { readonly effect: "guard"; readonly guard: Guard }
  /** A property whose value is always the same: `error.name`. */
  | { readonly effect: "constant"; readonly value: string | number | boolean }
  /** `headers.get(name)`: of interest for `content-length`. */
  | { readonly effect: "header" }
  /** `clone()` (one more response) and `tee()` (a pair of bodies): a second obligation; both branches owe. */
  | { readonly effect: "split"; readonly result: "response" | "made" | "bodyPair" }
  /** `reader.read()`: discharges once its result's `done` is seen to be true. */
  | { readonly effect: "step" }
  /** `on`, `once`, `addListener`, …: what it does depends on the event, see `Facet.events`. The call's result is its receiver. */
  | { readonly effect: "listen" };

export type EventEffect =
  /** Starts the flow: discharges. */
  | "flow"
  /** The listener's body decides (`readable` with `read()` inside): it is interpreted in place. */
  | "inline"
  /** The response arrives as the listener's first argument. */
  | "deliver"
  /** The event always comes, whether or not anyone reads: an inline listener is interpreted in place, any other changes nothing. */
  | "run"
  /** Nothing happens to the duty, whatever the listener captures. */
  | "borrow";

/** A type by declaration, for the test that resolves every member: package candidates, ambient module, path. */
export interface TypeReference {
  readonly packages: readonly string[];
  readonly module?: string;
  readonly path: readonly string[];
}

export interface Facet {
  /** Real declarations of this view, each of which must have every member listed (the tests resolve them). */
  readonly types: readonly TypeReference[];
  /** Whoever holds it can end the duty through it. A facet that does not (controller, owner, headers) is no reason to call the body held. */
  readonly holds: boolean;
  readonly members: Readonly<Record<string, MemberEffect>>;
  readonly events?: Readonly<Record<string, EventEffect>>;
  /** `for await` over it: discharges however the loop is left, or only when it runs to its end. Absent: iteration tells nothing. */
  readonly iteration?: "always" | "toEnd";
  /** The value may be null, and then nothing is owed (`Response.body`). */
  readonly nullMeansNothingOwed?: true;
  /** `await using` / `using` on it cancels. */
  readonly disposable?: true;
}

export interface Resource {
  readonly kind: ResourceKind;
  /** How it usually comes to whoever asked for it. */
  readonly arrives: Delivery["by"];
  readonly facets: Readonly<Partial<Record<FacetName, Facet>>>;
  /** Statuses whose replies have no body to read (FACTS.md, "No duty at all"). */
  readonly emptyStatuses: readonly number[];
  /** Values of `type` that responses without a body have: the filtered ones of the fetch standard. */
  readonly emptyTypes?: readonly string[];
  /** A HEAD request owes nothing. */
  readonly headOwesNothing: boolean;
  /** `content-length: 0` owes nothing. */
  readonly emptyLengthOwesNothing: boolean;
}

/** How an acquiring call hands over what it acquired. */
export type Delivery =
  | { readonly by: "promise"; readonly facet: FacetName }
  | { readonly by: "value"; readonly facet: FacetName }
  /**
   * Through a callback given as the last argument, at the callback's parameter `parameter` (0 for `http.get`, 1 after an error), or, where
   * the call's value has facet `emitter`, later through its listeners (`Facet.events`: deliver). Without any listener nothing is owed.
   */
  | {
      readonly by: "callback";
      readonly facet: FacetName;
      readonly parameter: number;
      readonly emitter?: FacetName;
    };

export interface Acquisition {
  readonly kind: "acquire";
  readonly resource: ResourceKind;
  /** Tried in this order: a `callback` delivery applies when the last argument is a function or the delivery has an emitter. */
  readonly deliveries: readonly Delivery[];
  /** Index of the argument that is a URL (`data:`, `blob:` literals owe nothing), if any. */
  readonly url?: number;
  /** Indexes of the arguments that may be the options (`method`, `signal`). */
  readonly options: readonly number[];
  /** Options that make a reply whose body is out of reach or not measured: by name, the values for which to stay quiet. */
  readonly quietOptions?: Readonly<Record<string, readonly string[]>>;
  /** With a function as its last argument the client takes care of itself, and calls that when it is done. */
  readonly careWithCallback?: true;
  /** The option without which the client takes care of itself: by name, the values with which it does not. Others, and unknown ones, are quiet. */
  readonly requiredOptions?: Readonly<Record<string, readonly (string | boolean)[]>>;
  /** Methods that make a client whose requests have the options it was made with, unless they say otherwise: `create`, `extend`. */
  readonly clientMakers?: readonly string[];
  /** The call rejects unless the response is ok. */
  readonly failure?: Failure;
  /** The receiver releases what it handed out (`session.destroy()`): its facet is `owner`. */
  readonly owner?: true;
  /** The options' property that holds such an owner (`agent`, `dispatcher`). */
  readonly ownerOption?: string;
}

/** A client that rejects for responses that are not ok. */
export interface Failure {
  /** The option that turns this off, and the value with which it does. What is neither absent nor the opposite is taken to. */
  readonly option: string;
  readonly off: boolean;
  /**
   * The view of the unread response that is the error it rejects with. Absent: the error carries none, or one that is read. The call may
   * reject for other reasons too, and then nothing was acquired.
   */
  readonly carrier?: FacetName;
}

/** What a function does with an obligation that is passed to it as an argument. */
export type ArgumentEffect = "read" | "cancel" | "borrow" | "transfer";

export type CallModel =
  | Acquisition
  /** A client that takes care of itself: named so that nothing else accuses it. */
  | { readonly kind: "selfContained" }
  /** Looks whether its first argument is an error of its client, which is the view `facet` of a response; null: one that comes without any. */
  | { readonly kind: "recognises"; readonly facet: FacetName | null }
  /** Makes a part of a client that reads what nobody else does: a client that is composed with it takes care of itself. */
  | { readonly kind: "caretaker" }
  /** Effects by argument index; the last one holds for all further arguments. */
  | { readonly kind: "arguments"; readonly effects: readonly ArgumentEffect[] }
  /** The result is a view of the obligation in `argument`: `new Response(body)`. `alone`: that one where nothing else is given. */
  | { readonly kind: "wrap"; readonly argument: number; readonly facet: FacetName; readonly alone?: FacetName }
  /** Runs its callback later, perhaps: only bounds a leak (`setTimeout`, `addEventListener`). A closure over a controller does not escape here. */
  | { readonly kind: "timer" }
  /** Ends the process. */
  | { readonly kind: "exit" }
  | { readonly kind: "builtin"; readonly builtin: Builtin };

/** Functions of the language whose meaning the interpretation knows, recognised by declaration like all others. */
export type Builtin =
  /** Made of options, and read as options where it is fetched. */
  | "Request"
  | "Promise"
  | "Promise.all"
  | "Promise.allSettled"
  | "Promise.race"
  | "Promise.any"
  | "Promise.resolve"
  | "Promise.reject"
  | "Promise.withResolvers"
  | "Promise.prototype.then"
  | "Promise.prototype.catch"
  | "Promise.prototype.finally"
  | "Array.prototype.map"
  | "Array.prototype.flatMap"
  | "Array.prototype.forEach"
  | "Array.prototype.filter"
  | "Array.prototype.find"
  | "Array.prototype.some"
  | "Array.prototype.every"
  | "Array.prototype.reduce"
  | "Array.from"
  | "Array.fromAsync"
  | "Array.of"
  | "Array.isArray"
  | "Map"
  | "Set"
  | "Object.freeze"
  | "Number"
  | "Boolean"
  | "AbortController"
  | "AbortSignal.any"
  /** Node's `once(emitter, event)`: a promise of a list of what the listener would be given. */
  | "events.once";

/** What a call must be for a row to hold, beside being one of what is declared there. */
export type CallCondition =
  /** Its argument `argument` is typed as an instance of this class: `client.send(new GetObjectCommand(…))`. */
  | { readonly kind: "argument"; readonly argument: number; readonly type: TypeReference }
  /**
   * What it is called on may be made by other functions than this one, and without this option: `testClient(app).users.$get()` stays in
   * the process, and so may a client that was given a `fetch` of its own.
   */
  | { readonly kind: "receiver"; readonly notMadeBy: TypeReference; readonly notGiven: string };

/** One row of a table: what is declared at any of these places behaves as `model` says. */
export interface CallRow {
  /** Packages that declare it; `lib` is TypeScript's own. */
  readonly packages: readonly string[];
  /** Ambient modules that declare it; absent: global, or a module file of the package. */
  readonly modules?: readonly string[];
  /** Path of the declaration; `*` stands for any one element (`["Console", "*"]`). Alternatives for different declarations. */
  readonly paths: readonly (readonly string[])[];
  /** What callers call it, where that is not the end of its path: `$get` is a member of a mapped type, and has no path of its own. */
  readonly names?: readonly string[];
  /** A word without which no file uses it, where its names are everybody's: `post` is asked about only where the text says `needle`. */
  readonly said?: string;
  /** Major versions of the package that it holds for; absent: all. */
  readonly majors?: readonly number[];
  /** Holds only for such calls; of others, this row says nothing. */
  readonly condition?: CallCondition;
  readonly model: CallModel;
  /** What says so: a line of the facts, measured (M) or read (R), in a few words. */
  readonly source: string;
}
