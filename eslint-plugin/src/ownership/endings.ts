/** Why the duty ended where it did: recorded by the interpretation at the moment it decides, so that an explanation need not guess. */
import type ts from "typescript";
import type { FacetName } from "../model/types.js";

/** What read the body, or gave it up. */
export type DischargeCause =
  /** A member that the model's table says reads, cancels, or sets in motion. */
  | { readonly kind: "member"; readonly facet: FacetName; readonly name: string }
  /** A listener for an event that sets the stream in motion: `on("data", …)`. */
  | { readonly kind: "event"; readonly name: string }
  /** An argument of a function that the model says reads or cancels it. */
  | { readonly kind: "argument" }
  /** `controller.abort()` of the signal the call was given, `session.destroy()` of the session it was made on. */
  | { readonly kind: "release"; readonly of: "controller" | "owner" }
  /** A reader's `done` was seen to be true. */
  | { readonly kind: "drained" }
  /** `for await` over the body. */
  | { readonly kind: "iteration" }
  /** The end of the scope of a `using`. */
  | { readonly kind: "disposal" };

/** Ways out of the code that is followed which need no further word. */
export type WayOut =
  /** An argument (or what a closure among the arguments sees) of a function that is not followed. */
  | "passed"
  /** An argument of a callback that is not written on the spot, or that is not followed. */
  | "callback"
  /** A field, a property of an object that others have too, or a variable that others see. */
  | "stored"
  | "returned"
  | "thrown"
  | "yielded"
  /** Syntax that the analysis does not follow values through. */
  | "opaque";

/** Who has the duty from then on. */
export type TransferCause =
  | { readonly kind: WayOut }
  /** A member that no table lists; null: its name is computed. */
  | { readonly kind: "member"; readonly facet: FacetName; readonly name: string | null }
  /** A listener that may start the flow; null: for an event whose name is computed. */
  | { readonly kind: "event"; readonly name: string | null }
  /** A transform that others have too: `body.pipeThrough(shared)`. */
  | { readonly kind: "transform" };

/** Why there is nothing to read on a path. */
export type ExcuseCause =
  | { readonly kind: "head" }
  /** A `data:` or `blob:` URL. */
  | { readonly kind: "localUrl" }
  /** An option whose replies are out of reach or were not measured: `mode: "no-cors"`. */
  | { readonly kind: "option" }
  /** The client was composed with a part that reads what is left: undici's `interceptors.dump()`. */
  | { readonly kind: "caretaker" }
  /** It was given a callback, and then the client takes care of itself. */
  | { readonly kind: "callback" }
  /** Without the option that asks for a body to be left alone, the client reads it. */
  | { readonly kind: "unasked" }
  /** Nobody listens for the response, so the client discards it. */
  | { readonly kind: "noListener" }
  /** Only statuses whose replies have no body are left. */
  | { readonly kind: "emptyStatus" }
  | { readonly kind: "nullBody" }
  | { readonly kind: "emptyLength" }
  /** The process ends. */
  | { readonly kind: "exit" }
  /** A test expects that there is no response: `expect(promise).rejects`. */
  | { readonly kind: "rejection" }
  /** No path of the function leads to the call. */
  | { readonly kind: "unreached" };

/** An end of the duty on some path. */
export type Ending = { readonly node: ts.Node } & (
  | { readonly does: "discharge"; readonly by: DischargeCause }
  | { readonly does: "transfer"; readonly by: TransferCause }
  | { readonly does: "excuse"; readonly by: ExcuseCause }
);

type Does = Ending["does"];
type CauseOf<D extends Does> = Extract<Ending, { readonly does: D }>["by"];

/** The endings that a run has seen, the first cause at each node. */
export class Endings {
  readonly #discharge = new Map<ts.Node, DischargeCause>();
  readonly #transfer = new Map<ts.Node, TransferCause>();
  readonly #excuse = new Map<ts.Node, ExcuseCause>();
  #count = 0;
  readonly #locate: (node: ts.Node) => ts.Node | null;

  /** @param locate - Where what happens at a node is seen to happen; null where it is no one's business here. */
  constructor(locate: (node: ts.Node) => ts.Node | null) {
    this.#locate = locate;
  }

  discharge(node: ts.Node, by: DischargeCause): void {
    this.#note(this.#discharge, node, by);
  }

  transfer(node: ts.Node, by: TransferCause): void {
    this.#note(this.#transfer, node, by);
  }

  excuse(node: ts.Node, by: ExcuseCause): void {
    this.#note(this.#excuse, node, by);
  }

  /** How often a path has ended, so far. */
  get count(): number {
    return this.#count;
  }

  /** The first cause at a node stays. */
  #note<Cause extends CauseOf<Does>>(causes: Map<ts.Node, Cause>, node: ts.Node, by: Cause): void {
    this.#count++;
    const at = this.#locate(node);
    if (at !== null && !causes.has(at)) causes.set(at, by);
  }

  /** Nodes at which some path discharges, hands over, or finds nothing owed; in the order in which they were seen. */
  at(does: Does): readonly ts.Node[] {
    const { [does]: nodes } = { discharge: this.#discharge, transfer: this.#transfer, excuse: this.#excuse };
    return [...nodes.keys()];
  }

  /** All of them, in source order. */
  all(): readonly Ending[] {
    const endings: Ending[] = [
      ...[...this.#discharge].map(([node, by]) => ({ node, does: "discharge", by }) as const),
      ...[...this.#transfer].map(([node, by]) => ({ node, does: "transfer", by }) as const),
      ...[...this.#excuse].map(([node, by]) => ({ node, does: "excuse", by }) as const),
    ];
    return endings.sort((a, b) => a.node.end - b.node.end);
  }
}
