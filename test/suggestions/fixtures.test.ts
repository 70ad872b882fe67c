/**
 * Every suggestion for every finding in the shapes, applied to the module: it still type-checks, the finding is gone, and no other one has
 * come in its place.
 */
import { readdirSync, readFileSync } from "node:fs";
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../eslint-plugin/src/report/suggest/edit.js";
import type { Suggestion } from "../../eslint-plugin/src/report/suggest/suggestions.js";
import { ModuleProgram } from "../shapes/program.js";
import { type Mendable, mendablesIn, without } from "./mendable.js";

const shapes = JSON.parse(readFileSync(new URL("../shapes/visible.json", import.meta.url), "utf8")) as readonly {
  readonly id: string;
  readonly code: string;
}[];
const fixtures = readdirSync(new URL("../shapes/fixtures/", import.meta.url)).filter((name) =>
  /\.[cm]?[jt]sx?$/.test(name),
);

const paths = [...fixtures.map((name) => `fixtures/${name}`), ...shapes.map(({ id }) => `visible/${id}.ts`)];
const before = new ModuleProgram(
  new Map<string, string | null>([
    ...fixtures.map((name) => [`fixtures/${name}`, null] as const),
    ...shapes.map(({ id, code }) => [`visible/${id}.ts`, code] as const),
  ]),
);
const found = paths.map((path) => ({ path, all: mendablesIn(before.file(path)) }));

/** One suggestion for each function of a module: they have nothing to do with one another. */
interface Round {
  readonly path: string;
  readonly text: string;
  readonly mended: readonly string[];
  readonly messages: readonly string[];
}

const rounds = found.flatMap(({ path, all }) => roundsOf(path, all));
const after = new ModuleProgram(new Map(rounds.map(({ path, text }) => [path, text])));

function roundsOf(path: string, all: readonly Mendable[]): readonly Round[] {
  const file = before.file(path);
  const ofFunction = new Map<ts.Node, (readonly [Mendable, Suggestion])[]>();
  for (const mendable of all) {
    const owner = file.sourceFile.statements.find(({ end }) => end >= mendable.obligation.site.end) ?? file.sourceFile;
    const earlier = ofFunction.get(owner) ?? [];
    ofFunction.set(owner, [...earlier, ...mendable.suggestions.map((suggestion) => [mendable, suggestion] as const)]);
  }
  const most = Math.max(...[...ofFunction.values()].map(({ length }) => length), 0);
  return Array.from({ length: most }, (_, round) => {
    const chosen = [...ofFunction.values()].flatMap((suggestions) => suggestions.slice(round, round + 1));
    return {
      path: path.replace(/(?=\.\w+$)/u, `-${String(round)}`),
      text: applyEdits(
        file.sourceFile.text,
        chosen.flatMap(([, { edits }]) => edits),
      ),
      mended: chosen.map(([{ message }]) => message),
      messages: all.map(({ message }) => message),
    };
  });
}

describe("suggestions that are applied, one in each function", () => {
  it.each(rounds)("$path", ({ path, mended, messages }) => {
    expect(after.errors(path)).toEqual([]);
    const left = mendablesIn(after.file(path)).map(({ message }) => message);
    expect(without(left, without(messages, mended))).toEqual([]);
    expect(left.length).toBeLessThanOrEqual(messages.length - mended.length);
  });
});

describe("what is offered", () => {
  it("is one of each kind at most, draining first", () => {
    for (const { all } of found) {
      for (const { suggestions } of all) {
        expect(["", "drain", "cancel", "drain cancel"]).toContain(suggestions.map(({ kind }) => kind).join(" "));
      }
    }
  });

  it("is something wherever one edit mends it", () => {
    const nothing = found.flatMap(({ path, all }) =>
      all.flatMap(({ leak: { at }, suggestions }) => {
        const { line } = before.file(path).sourceFile.getLineAndCharacterOfPosition(at.node.getStart());
        return suggestions.length === 0
          ? [`${path}: ${before.file(path).sourceFile.text.split("\n")[line]?.trim() ?? ""}`]
          : [];
      }),
    );
    expect(nothing).toEqual([
      // The error that carries the response would have to be told from all others first.
      'fixtures/axios.ts: } catch { // want "`axios.get\\(.*rejects and the error is caught"',
      "fixtures/axios.ts: return null; // want: leak",
      'fixtures/axios.ts: return axios.get(url, { responseType: "stream" }).catch(() => null); // want: leak',
      // A key that only the program knows leads to it, or it must be told from those that were read.
      'fixtures/collections.ts: export async function recordUnread() { const m: Record<string, Response> = {}; m["a"] = await fetch(url); return m["a"].ok; } // want: leak',
      "fixtures/collections.ts: export async function readOnOneStatus() { const m = new Map<string, Response>(); for (const each of urls) m.set(each, await fetch(each)); for (const res of m.values()) { if (res.ok) await res.text(); } } // want: leak",
      // What is asserted is no condition in the source: a repair would also stand on the path that goes on.
      "fixtures/exceptions.ts: assert.strictEqual(res.status, 200); // want: leak",
      "fixtures/exceptions.ts: isFine(url); // want: leak",
      // There is no response yet where the path leaves.
      'fixtures/exceptions.ts: if (cond) throw new Error("before"); // want "before this `throw`"',
      // The rejection would have to be caught.
      'fixtures/fetch-streams.ts: await res.body!.pipeTo(sink, { preventCancel: true }); // want "when `.*pipeTo\\(…\\)` rejects"',
      // What holds the stream, or its other branch, has no name.
      "fixtures/fetch-streams.ts: const res = await fetch(url); // want: leak",
      "fixtures/fetch-streams.ts: const [left] = (await fetch(url)).body!.tee(); // want: leak",
      // What holds the body is a property that is written again, or private.
      "fixtures/filled.ts: export async function filledTwiceUnread() { const out: Out = {}; await fill(out, url); await fill(out, `${url}/b`); return out.res!.text(); } // want: leak",
      'fixtures/filled.ts: export async function hiddenUnread() { const h = new Hidden(); await h.open(url); if (!h.ok) throw new Error("x"); return h.text(); } // want: leak',
      "fixtures/filled.ts: export async function elsewhereUnread() { const f = new Filled(); await f.load(url); return f.ok; } // want: leak",
      // A reader that the generator has taken must be let go first, or is gone; what a loop over a generator gives is no one call's.
      "fixtures/generator-consumers.ts: export async function leftWithTheReader() {",
      'fixtures/generator-consumers.ts: if (line.byteLength > limit) return line; // want "line.byteLength > limit"',
      'fixtures/generator-consumers.ts: if (line.byteLength > limit) throw new Error("too long"); // want "line.byteLength > limit"',
      'fixtures/generator-consumers.ts: return await Array.fromAsync(linesIfOk(res)); // want "before this `return`"',
      "fixtures/generator-consumers.ts: export async function innerIsClosedUnread() {",
      'fixtures/generator-consumers.ts: for await (const res of responses()) use(res.status); // want "never"',
      'fixtures/generator-consumers.ts: if (res.status === 404) break; // want "404"',
      // A list of responses of which only some may have been read.
      "fixtures/given-functions.ts: export async function mappedUnread(urls: string[]) { const rs = await Promise.all(urls.map(get)); return rs.map((r) => r.ok); } // want: leak",
      // Its type allows for something else than a response.
      'fixtures/guards.ts: const res = await responseOrNone(); // want "responseOrNone, line .* never read"',
      // It is lost when the helper's callback ends, which has it as long as the caller's.
      'fixtures/handed-on.ts: const request = following(url, (response) => { // want "neither read nor cancelled when `response.statusCode >= 400`\\."',
      "fixtures/handed-on.ts: chained(url, (res) => { // want: leak",
      // What a helper or a callback of one does cannot be mended at its call.
      'fixtures/helper-throws.ts: export async function failsByThrowing(url: string, fatal: boolean) { const r = await fetch(url); failure(r.status, fatal); return r.json(); } // want "failure\\(.*throws"',
      "fixtures/helpers.ts: export async function asserted(url: string) { const r = await fetch(url); assertOk(r); return r.json(); } // want: leak",
      "fixtures/helpers.ts: export async function handedToACallbackUnread(url: string) { return withResponse(url, (r) => r.status); } // want: leak",
      // Its type allows for something else than a response.
      'fixtures/helpers.ts: export async function toldApartFromAnErrorAndUnread(url: string) { const r = await responseOrError(url); if ("error" in r) return null; return r.ok; } // want: leak',
      'fixtures/helpers.ts: export async function acquiredInAUnionByName(url: string) { const reply = await replies(url); return reply.kind === "reply" ? reply.answer.status : 0; } // want: leak',
      "fixtures/hierarchies.ts: async checked(path: string) { const res = await fetch(path); this.check(res); return res.json(); } // want: leak",
      // What a helper gave in an object has no name of its own.
      "fixtures/imports.ts: export async function resultFromANamespaceUnread(u: string) { const r = await lib.safe(u); if (!r.ok) return null; return r.value.ok; } // want: leak",
      // What a helper does, again.
      "fixtures/indirect.ts: export async function checkedByWay() { const res = await fetch(url); check.call(null, res); return res.text(); } // want: leak",
      // Private fields are for the class alone.
      'fixtures/instances.ts: export async function throwsByAMethod(noThrow: boolean) { const response = await fetch(url); const result = new Result({ response, url }); if (!noThrow) result.throwIfNotOk(); return result; } // want "`result.throwIfNotOk\\(\\)`"',
      'fixtures/instances.ts: export async function droppedOnAStatus() { const result = await make(); if (result.status === 404) return undefined; return result.json(); } // want "when `result.status === 404`"',
      "fixtures/instances.ts: export async function dropped() { const result = await make(); return result.ok; } // want: leak",
      "fixtures/instances.ts: export async function droppedAtOnce() { return (await make()).status; } // want: leak",
      "fixtures/instances.ts: export async function takenApart() { const { status, ok } = await make(); return ok ? status : null; } // want: leak",
      "fixtures/instances.ts: export async function eachTurn(urls: string[]) { for (const u of urls) { const result = new Result({ response: await fetch(u), url: u }); if (!result.ok) continue; await result.json(); } } // want: leak",
      "fixtures/instances.ts: export async function notClosed() { const reader = new Reader(await fetch(url)); if (cond()) return null; return await reader.readAll(); } // want: leak",
      "fixtures/instances.ts: export async function madeByAFactoryUnread() { const reader = await Reader.open(url); return reader.look(); } // want: leak",
      "fixtures/instances.ts: export async function overwritten() { let reader = new Reader(await fetch(url)); if (cond()) reader = new Reader(await fetch(url)); return reader.readAll(); } // want: leak",
      'fixtures/instances.ts: export async function lostByTheMethod() { return new Quiet(await fetch(url)).text(); } // want "when `this.#res.status === 404`"',
      'fixtures/instances.ts: if (this.#res.status === 404) return undefined; // want "when `this.#res.status === 404`; nor are those of"',
      'fixtures/instances.ts: if (this.#res.status === 404) return undefined; // want "when `this.#res.status === 404`; nor are those of"',
      "fixtures/instances.ts: async blob() { return this.#res.status === 410 ? undefined : this.#res.blob(); } // want: leak",
      // As with axios: the response is in the error.
      'fixtures/ky.ts: } catch { // want "when `ky\\(…\\)` rejects and the error is caught"',
      "fixtures/ky.ts: if (error instanceof HTTPError && error.response.status === 404) return null; // want: leak",
      "fixtures/ky.ts: .catch(() => null); // want: leak",
      // A race's losers must be told from its winner, and a list's unread elements from those that were read.
      'fixtures/lists.ts: const res = await Promise.race([fetch(url), fetch(`${url}?mirror`)]); // want "another one wins" "another one wins"',
      'fixtures/lists.ts: const res = await Promise.race([fetch(url), fetch(`${url}?mirror`)]); // want "another one wins" "another one wins"',
      "fixtures/lists.ts: const res = await Promise.any(urls.map((each) => fetch(each))); // want: leak",
      'fixtures/lists.ts: if (!res.ok) throw new Error("failed"); // want: leak',
      "fixtures/lists.ts: export async function loopReadingSome() {",
      'fixtures/lists.ts: return Promise.all(responses.filter((res) => res.ok).map((res) => res.json())); // want "a response in `responses`"',
      "fixtures/lists.ts: export async function settledInTurnsAndSkipped(urls: string[]) {",
      "fixtures/lists.ts: return Promise.all(all.filter((it) => it.ok).map((it) => it.text())); // want: leak",
      "fixtures/lists.ts: if (it.status === 404) return null; // want: leak",
      // In the first turn the variable has no value yet, and may not be read.
      "fixtures/loops.ts: res = await fetch(url); // want: leak",
      "fixtures/loops.ts: while (!(res = await fetch(url)).ok) { // want: leak",
      'fixtures/loops.ts: state.res = await fetch(u); // want "before what held it is assigned again"',
      // What holds the body has no name where it is lost.
      "fixtures/node-fetch.ts: const res = await fetch2(url); // want: leak",
      // The loser of a race has no name.
      'fixtures/node-http.ts: const res = await Promise.race([ // want "another one wins" "another one wins"',
      'fixtures/node-http.ts: const res = await Promise.race([ // want "another one wins" "another one wins"',
      // Only a closure leads to it, or a property that the declared type has in one of its variants alone.
      "fixtures/objects.ts: export async function closureOfAHelperUnreadOnOneStatus() { const m = make(await fetch(url)); if (m.status === 404) return null; return m.read(); } // want: leak",
      "fixtures/objects.ts: export async function resultUnread() { const r = await safe(url); if (!r.ok) throw r.error; return r.value.status; } // want: leak",
      "fixtures/objects.ts: export async function resultUnreadOnOneStatus() { const r = await safe(url); if (!r.ok) return null; if (!r.value.ok) return null; return r.value.json(); } // want: leak",
      // All of a list would have to be read.
      "fixtures/outliving.ts: export async function moreThanThree() { const rs: Response[] = []; for (const u of urls) rs.push(await fetch(u)); if (rs.length > 3) return null; return Promise.all(rs.map((r) => r.text())); } // want: leak",
      // What holds the branch, or the body, has no name.
      'fixtures/promises.ts: log(res.clone().status); // want "branch"',
      "fixtures/s3.ts: const { Body } = await s3.send(new GetObjectCommand(at)); // want: leak",
      // The parameter takes the body apart as well.
      'fixtures/syntax.ts: return request(url).then(({ statusCode, body: { text = () => "" } }) => [statusCode, text]); // want: leak',
      // What is written there has no body, or may be something else.
      'fixtures/written-types.ts: await something(); // want "never"',
      "fixtures/written-types.ts: const { ok } = await reachable(); // want: leak",
      'fixtures/written-types.ts: if (!found.ok) throw new Error("not ok"); // want: leak',
      "visible/D11.ts: const r = await Promise.race([fetch(url), fetch(url + '2')]); return r.json();",
      "visible/D11.ts: const r = await Promise.race([fetch(url), fetch(url + '2')]); return r.json();",
      "visible/F08.ts: const r = await fetch(url); assertOk(r); return r.json();",
    ]);
  });
});
