/** What a run saw: collected while it goes, turned into a verdict by `findings/`. */
import type ts from "typescript";
import type { Filled } from "./filled.js";
import type { FunctionNode } from "../ir/types.js";
import type { CallNode } from "../typed/types.js";
import { Endings } from "./endings.js";
import { type Handle, commonHandles } from "./handles.js";
import { type Paths, type Step, mergePaths, shortest } from "./path.js";
import type { Frame } from "./slice.js";
import { type State, blameFor } from "./state.js";
import { isOfRoot, seenFromRoot } from "./frame.js";

/** Where a report stands: the whole node, or the closing brace it ends in. */
export interface Place {
  readonly node: ts.Node;
  readonly part: "whole" | "closingBrace";
}

/** How the last way to the body went. */
export type LossKind =
  /** A `return`, `throw`, `break`, … or the end of the function or block leaves with the body unread. Reported there. */
  | "exit"
  /** The only variable that held it got another value. Reported at the assignment. */
  | "overwritten"
  /** The loop's next turn forgets it. Reported at the end of the body, or at the `continue`. */
  | "nextTurn"
  /** A list of responses is given up with this one unread. */
  | "element"
  /** `Promise.race` / `Promise.any` drop all but one. Reported at that call. */
  | "raceLoser";

export interface Loss {
  readonly kind: LossKind;
  readonly at: Place;
  /** The variable through which it was last reachable, if it had one. */
  readonly variable: string | null;
  /** Names that lead to the body right before. */
  readonly handles: readonly Handle[];
  readonly path: readonly Step[];
  /** `path` is the only one: whenever the body is lost here, all its decisions were made so. */
  readonly onlyPath: boolean;
  /** A reader was taken and let go without reading to the end. */
  readonly locked: boolean;
  /** `at` is the exit of a helper that had taken charge of the body. */
  readonly inHelper: boolean;
  /** The expression that has to throw for this to happen, where nobody wrote a `throw`. */
  readonly thrower: ts.Node | null;
  /** Some of the body may have been read already, or a reader may have it. */
  readonly touched: boolean;
}

type Certainty = "explicit" | "implicit" | "imprecise";

/** What held the body last. */
export interface LastHolder {
  /** The variable's name, for the words of a report. */
  readonly variable: string | null;
  readonly handles: readonly Handle[];
}

/** Nothing that has a name. */
export const unnamedHolder: LastHolder = { variable: null, handles: [] };

interface Recorded extends Omit<Loss, "path" | "onlyPath"> {
  readonly certainty: Certainty;
  readonly paths: Paths;
}

export class Observations {
  /** The site was reached and acquired something. */
  acquired = false;
  readonly endings = new Endings((node) => {
    // A generator may have yielded the response before.
    return isOfRoot(this.#frame) ? node : seenFromRoot(this.#frame, node, this.#frame?.ir.generator);
  });
  /** `clone()` and `tee()` calls on the tracked obligation. */
  readonly splits = new Set<CallNode>();
  /** The root, if on some path it returns the obligation, or hands it to a function that it was given. */
  handedBy: FunctionNode | null = null;
  /** The object of its caller that the root puts the obligation into on some path. */
  filled: Filled | null = null;
  /** The first variable that held the response. */
  variable: string | null = null;
  readonly #losses = new Map<string, Recorded>();
  #frame: Frame | null = null;

  /** A variable holds the response; of a helper's, nobody has heard. */
  nameVariable(name: string): void {
    if (isOfRoot(this.#frame)) this.variable ??= name;
  }

  /** The body is divided: by a helper, that is the helper's business. */
  divide(call: CallNode): void {
    if (isOfRoot(this.#frame)) this.splits.add(call);
  }

  /** What `action` sees happens in `frame`. */
  within<T>(frame: Frame, action: () => T): T {
    const outer = this.#frame;
    this.#frame = frame;
    try {
      return action();
    } finally {
      this.#frame = outer;
    }
  }

  lose(state: State, kind: LossKind, place: Place, holder: LastHolder): void {
    const { orphaned } = state;
    if (orphaned !== null) {
      this.#record({ ...state, paths: orphaned.paths }, orphaned.kind, orphaned.at, orphaned);
      return;
    }
    const blame = blameFor(state);
    if (blame !== null && (blame.returned === undefined || isOfRoot(this.#frame))) {
      const paths = blame.returned ?? state.paths;
      this.#record({ ...state, paths }, "exit", { node: blame.node, part: "whole" }, blame, true);
      return;
    }
    if (isOfRoot(this.#frame)) {
      this.#record(state, kind, place, holder);
      return;
    }
    const node = seenFromRoot(this.#frame, place.node, state.lent);
    // A name that leads to the body in the helper means nothing here.
    if (node !== null) this.#record(state, "exit", { node, part: "whole" }, unnamedHolder);
  }

  #record(state: State, kind: LossKind, at: Place, { variable, handles }: LastHolder, inHelper = false): void {
    const certainty = state.imprecise ? "imprecise" : state.implicit ? "implicit" : "explicit";
    const key = lossKey(certainty, placeKey(at));
    const earlier = this.#losses.get(key);
    this.#losses.set(key, {
      kind: earlier?.kind ?? kind,
      at,
      variable: earlier?.variable ?? variable,
      handles: earlier === undefined ? handles : commonHandles(earlier.handles, handles),
      locked: (earlier?.locked ?? true) && state.locked,
      inHelper,
      thrower: certainty === "implicit" ? (earlier?.thrower ?? state.thrower) : null,
      touched: (earlier?.touched ?? false) || state.touched || state.locked,
      certainty,
      paths: earlier === undefined ? state.paths : mergePaths(earlier.paths, state.paths),
    });
  }

  /** Where merged states suggest a loss that no other state shows. */
  suggested(): readonly string[] {
    return [...this.#losses.values()]
      .filter(({ certainty }) => certainty === "imprecise")
      .map(({ at }) => placeKey(at))
      .filter((place) => !this.isLostAt(place));
  }

  isLostAt(place: string): boolean {
    return this.#losses.has(lossKey("explicit", place));
  }

  /** Takes over what a run with states apart has found. */
  confirm(found: Observations): void {
    for (const [key, loss] of found.#losses) {
      if (loss.certainty === "explicit" && !this.#losses.has(key)) this.#losses.set(key, loss);
    }
  }

  /** One loss for each place, in source order. */
  losses(certainty: Certainty): readonly Loss[] {
    return [...this.#losses.values()]
      .filter((loss) => loss.certainty === certainty)
      .sort((a, b) => a.at.node.getStart() - b.at.node.getStart())
      .map(({ kind, at, variable, handles, locked, inHelper, touched, thrower, paths }) => ({
        kind,
        at,
        // The variable that a race's winner went to never held the loser.
        variable: kind === "raceLoser" ? variable : (variable ?? this.variable),
        handles,
        locked,
        inHelper,
        thrower,
        touched,
        path: shortest(paths),
        onlyPath: paths.length === 1,
      }));
  }
}

function placeKey({ node, part }: Place): string {
  return `${part} ${String(node.pos)}:${String(node.end)}`;
}

function lossKey(certainty: Certainty, place: string): string {
  return `${certainty} ${place}`;
}
