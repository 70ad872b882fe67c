/** Generated modules: how often what stands where, and how deep. */
import fc from "fast-check";
import { clients } from "./dialects/index.js";
import {
  type Block,
  type Module,
  type Statement,
  type StatementKind,
  type StatementOf,
  type Test,
  chains,
  classForms,
  eithers,
  hands,
  helperForms,
  helperRoles,
  leaves,
  lists,
  loops,
  maybes,
  openerForms,
  origins,
  pairs,
  tests,
  tryForms,
  views,
} from "./syntax.js";

const which = fc.nat({ max: 3 });
/** Of ways to say something, of which there are many. */
const how = fc.nat({ max: 23 });
const test: fc.Arbitrary<Test> = fc.record({ on: fc.constantFrom(...tests), which });
const client = which;

type Parts<Kind extends StatementKind> = Omit<StatementOf<Kind>, "kind">;

interface Weighted {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Statement>;
}

function one<Kind extends StatementKind>(
  weight: number,
  kind: Kind,
  parts: { [Key in keyof Parts<Kind>]: fc.Arbitrary<Parts<Kind>[Key]> },
): Weighted {
  const record = fc.record<Parts<Kind>>(parts);
  return { weight, arbitrary: record.map((made) => ({ kind, ...made }) as unknown as Statement) };
}

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => {
  const inner = tie("block");
  return {
    block: fc.array(tie("statement"), { maxLength: 3, size: "max", depthIdentifier: "block" }),
    statement: fc.oneof(
      { maxDepth: 4, depthSize: "small", depthIdentifier: "block", withCrossShrink: true },
      one(3, "look", { which, how }),
      one(7, "acquire", { from: fc.constantFrom(...origins), which, client, mutable: fc.boolean(), option: which }),
      one(14, "end", { which, how }),
      one(4, "leave", { how: fc.constantFrom(...leaves), which }),
      one(4, "view", { which, how: fc.constantFrom(...views) }),
      one(3, "help", { which, helper: which, flag: which }),
      one(1, "yield", { which }),
      one(1, "hand", { which, how: fc.constantFrom(...hands) }),
      one(1, "abort", { which }),
      one(1, "choose", { test }),
      one(1, "reassign", { from: fc.constantFrom(...origins), which }),
      one(1, "pair", { client, form: fc.constantFrom(...pairs) }),
      one(1, "either", { test, which, form: fc.constantFrom(...eithers) }),
      one(1, "callClosure", { which }),
      one(7, "if", { test, yes: inner, no: inner }),
      one(2, "chain", {
        client,
        form: fc.constantFrom(...chains),
        async: fc.boolean(),
        body: inner,
        handler: inner,
        last: fc.oneof({ weight: 3, arbitrary: fc.constant<Block>([]) }, { weight: 1, arbitrary: inner }),
      }),
      one(1, "within", { helper: which, body: inner }),
      one(1, "closure", { body: inner }),
      one(1, "using", { which, body: inner }),
      one(2, "instance", {
        which,
        form: fc.constantFrom(...classForms),
        how,
        test,
        body: inner,
        closes: fc.boolean(),
      }),
      one(1, "maybe", { client, form: fc.constantFrom(...maybes), early: fc.boolean(), body: inner }),
      one(1, "list", { client, form: fc.constantFrom(...lists), body: inner }),
      one(1, "switch", { which, found: inner, missing: inner, rest: inner, through: fc.boolean() }),
      one(3, "try", { body: inner, handler: inner, last: inner, form: fc.constantFrom(...tryForms) }),
      one(2, "loop", { form: fc.constantFrom(...loops), body: inner }),
    ),
  };
});

/** Half of them use fetch alone, since most code does; the others one or two clients. */
export const modules: fc.Arbitrary<Module> = fc.record({
  clients: fc.oneof(
    fc.constant<Module["clients"]>(["fetch"]),
    fc.array(fc.constantFrom(...clients), { minLength: 1, maxLength: 2, size: "max" }),
  ),
  helpers: fc.array(
    fc.record({
      role: fc.constantFrom(...helperRoles),
      form: fc.constantFrom(...helperForms),
      async: fc.boolean(),
      flagged: fc.boolean(),
      client,
      test,
      body: block,
    }),
    { maxLength: 2, size: "max" },
  ),
  openers: fc.array(fc.record({ form: fc.constantFrom(...openerForms), body: block }), { maxLength: 1, size: "max" }),
  entry: fc.tuple(block, block, block).map((parts) => parts.flat()),
});
