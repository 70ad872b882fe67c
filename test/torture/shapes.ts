/** Code that no one writes by hand, as statements of an async function whose parameters are `a`, `b`, `c`, `f` and `p`. */

export interface Shape {
  readonly name: string;
  readonly source: string;
  /** ESLint's own analysis of code paths takes 9 s for 18 of these in each other, twice that for 19: it is not asked. */
  readonly overstrainsESLint?: true;
}

const branches = 10_000;
const levels = 5_000;
const cases = 1_000;
const responses = 500;

function many(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join("\n");
}

function nested(before: string, inside: string, after: string, count = levels): string {
  return `${before.repeat(count)}${inside}${after.repeat(count)}`;
}

function statements(name: string, source: string): Shape {
  return name.endsWith("try in finally") ? { name, source, overstrainsESLint: true } : { name, source };
}

/** Long, but not deep: nothing in it may be given up for its nesting. */
export const longShapes: readonly Shape[] = [
  { name: "10,000 ifs", source: many(branches, (n) => `if (a[${String(n)}]) f(${String(n)});`) },
  {
    name: "10,000 ifs on one variable each",
    source: many(branches, (n) => `let v${String(n)} = f(); if (v${String(n)}) f();`),
  },
  { name: "10,000 times &&", source: `b = a${" && a".repeat(branches)};` },
  { name: "10,000 times || in a condition", source: `if (a${" || a".repeat(branches)}) f();` },
  { name: "10,000 times ??", source: `b = a${" ?? a".repeat(branches)};` },
  { name: "10,000 additions", source: `b = a${" + a".repeat(branches)};` },
  { name: "10,000 commas", source: `a${", a".repeat(branches)};` },
  { name: "a chain of 5,000 properties", source: `b = a${".b".repeat(levels)};` },
  { name: "a chain of 5,000 optional properties", source: `b = a${"?.b".repeat(levels)};` },
  { name: "5,000 awaits", source: many(levels, () => "await f();") },
  { name: "5,000 try statements", source: many(levels, () => "try { f(); } catch { a(); } finally { b(); }") },
  {
    name: "1,000 try statements that return",
    source: many(cases, () => "try { if (f()) return; } catch { a(); } finally { b(); }"),
  },
  {
    name: "1,000 cases, every third falling through",
    source: `switch (a) { ${many(cases, (n) => `case ${String(n)}: f(); ${n % 3 === 0 ? "" : "break;"}`)} }`,
  },
  {
    name: "5,000 continues of an outer loop",
    source: `outer: for (const x of a) { for (const y of b) { ${many(levels, () => "if (f(x)) continue outer; if (f(y)) continue;")} } }`,
  },
  { name: "5,000 loops", source: many(levels, () => "for (const x of a) f(x);") },
  { name: "5,000 functions", source: many(levels, (n) => `const f${String(n)} = () => f(${String(n)});`) },
  { name: "a generator of 5,000 yields", source: `const g = function* () { ${many(levels, () => "yield a;")} };` },
  { name: "an object of 50,000 properties", source: `b = { ${many(50_000, (n) => `k${String(n)}: ${String(n)},`)} };` },
  { name: "an array of 100,000 numbers", source: `b = [${"1,".repeat(100_000)}];` },
  {
    name: "5,000 variables that alias one",
    source: many(levels, (n) => `const v${String(n)} = ${n === 0 ? "a" : `v${String(n - 1)}`};`),
  },
  { name: "a pattern of 5,000 names", source: `const { ${many(levels, (n) => `n${String(n)} = f(),`)} } = a;` },
  {
    name: "a class of 5,000 members",
    source: `b = class { ${many(levels, (n) => `m${String(n)}() { return f(); }`)} };`,
  },
];

/** Deep: TypeScript's parser recurses into most of it, and ends at some thousand levels. */
export const deepShapes: readonly Shape[] = [
  ...Object.entries({
    "calls in calls": nested("f(", "1", ")"),
    parentheses: nested("(", "1", ")"),
    "arrays in arrays": nested("[", "1", "]"),
    "objects in objects": nested("{ a: ", "1", "}"),
    "arrow functions": nested("() => ", "1", ""),
    "functions in functions": nested("function () { return ", "1", "; }"),
    "templates in templates": nested("`${", "1", "}`"),
    "awaits of awaits": nested("await ", "p", ""),
    negations: nested("!", "a", ""),
    "?: in the last place": nested("a ? b : ", "c", "", branches),
    "?: in the middle": nested("a ? ", "b", " : c"),
    "?: as condition": nested("(", "a", " ? b : c)"),
    "&& in ||": nested("(a && (b || ", "c", "))"),
    "additions from the right": nested("(a + ", "c", ")"),
    assignments: nested("b = ", "c", ""),
    "logical assignments": nested("b ||= ", "c", ""),
    "then in then": nested("p.then((r) => ", "r", ")"),
    "classes in classes": nested("class { a = ", "1", "; }"),
    "computed properties": nested("a[", "c", "]"),
  }).map(([name, expression]) => ({ name, source: `b = ${expression};` })),
  { name: "a chain of 5,000 then", source: `b = p${".then((r) => r)".repeat(levels)};` },
  { name: "a chain of 5,000 calls", source: `b = f${"()".repeat(levels)};` },
  { name: "10,000 ifs in each other", source: nested("if (a) {", "f();", "}", branches) },
  { name: "10,000 else ifs", source: nested("if (a) f(); else ", "f();", "", branches) },
  ...Object.entries({
    blocks: nested("{ let x = f(x);", "", "}"),
    loops: nested("for (const x of a) {", "f(x);", "}"),
    "do loops": nested("do {", "f();", "} while (a);"),
    "try statements with finally": nested("try {", "f();", "} finally { b(); }"),
    "try statements with catch": nested("try {", "f();", "} catch { b(); }"),
    "try in finally": nested("try { f(); } finally {", "", "}"),
    switches: nested("switch (a) { case 1:", "f();", "}"),
    labels: `${many(levels, (n) => `l${String(n)}:`)} for (;;) { if (f()) break l0; }`,
    patterns: `const ${nested("{ a: ", "x", "}")} = a;`,
  }).map(([name, source]) => statements(name, source)),
];

/** The deep ones once more, at a depth that TypeScript's parser survives: here our own recursion is tried. */
export const halfDeepShapes: readonly Shape[] = [350, 700].flatMap((count): readonly Shape[] =>
  Object.entries({
    "ifs in each other": nested("if (a) {", "f();", "}", count),
    blocks: nested("{ let x = f(x);", "", "}", count),
    loops: nested("for (const x of a) {", "f(x);", "}", count),
    "do loops": nested("do {", "f();", "} while (a);", count),
    "try statements with finally": nested("try {", "f();", "} finally { b(); }", count),
    "try statements with catch": nested("try {", "f();", "} catch { b(); }", count),
    "try in finally": nested("try { f(); } finally {", "", "}", count),
    negations: `b = ${nested("!", "a", "", count)};`,
    parentheses: `b = ${nested("(", "a", ")", count)};`,
    assignments: `b = ${nested("b = ", "a", "", count)};`,
    "?: in the middle": `b = ${nested("a ? ", "b", " : c", count)};`,
    "arrow functions": `b = ${nested("() => ", "f()", "", count)};`,
    patterns: `const ${nested("{ a: ", "x", "}", count)} = a;`,
  }).map(([name, source]) => statements(`${String(count)} ${name}`, source)),
);

/** One function that acquires 500 responses, each of which leaks or is read. */
export const crowds: readonly Shape[] = [
  {
    name: "one after the other, each read on one path",
    source: many(
      responses,
      (n) => `{ const r = await fetch(a + ${String(n)}); if (!r.ok) throw new Error("no"); await r.json(); }`,
    ),
  },
  {
    name: "one after the other, none read, in variables of their own",
    source: many(responses, (n) => `const r${String(n)} = await fetch(a + ${String(n)}); if (!r${String(n)}.ok) f();`),
  },
  {
    name: "all first, then all read",
    source: `${many(responses, (n) => `const r${String(n)} = await fetch(a + ${String(n)});`)} ${many(responses, (n) => `await r${String(n)}.text();`)}`,
  },
  {
    name: "in an array",
    source: `const all = await Promise.all([${many(responses, (n) => `fetch(a + ${String(n)}),`)}]); for (const r of all) await r.text();`,
  },
  {
    name: "in an array that is taken apart",
    source: `const [${many(responses, (n) => `r${String(n)},`)}] = await Promise.all([${many(responses, (n) => `fetch(a + ${String(n)}),`)}]); ${many(responses, (n) => `await r${String(n)}.text();`)}`,
  },
  {
    name: "pushed into one list",
    source: `const all = []; ${many(responses, (n) => `all.push(await fetch(a + ${String(n)}));`)} for (const r of all) await r.text();`,
  },
  {
    name: "in one case each",
    source: `switch (a) { ${many(responses, (n) => `case "${String(n)}": { const r = await fetch(a); if (!r.ok) return; await r.text(); break; }`)} }`,
  },
  {
    name: "200 levels of if in each other",
    source: `${many(200, (n) => `const r${String(n)} = await fetch(a + ${String(n)}); if (r${String(n)}.ok) {`)} await r0.text(); ${"}".repeat(200)}`,
  },
  {
    name: "in callbacks of then",
    source: many(responses, () => "void fetch(a).then((r) => (r.ok ? r.text() : null));"),
  },
  {
    name: "in loops with try and finally",
    source: many(
      responses,
      () =>
        "for (const u of b) { try { const r = await fetch(u); if (!r.ok) continue; await r.text(); } catch { f(); } finally { f(); } }",
    ),
  },
];
