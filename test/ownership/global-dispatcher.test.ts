/** What is taken care of by a dispatcher that is set for all. */
import { expect, it } from "vitest";
import { findingsIn } from "../shapes/findings.js";
import { ModuleProgram } from "../shapes/program.js";

const status = `import { request } from "undici";
export async function status(url: string) { const res = await request(url); return res.statusCode; }`;

function linesFound(dispatcher: string): readonly number[] {
  const setting = `import { Agent, interceptors, setGlobalDispatcher } from "undici";
setGlobalDispatcher(${dispatcher});`;
  const program = new ModuleProgram(
    new Map([
      ["status.ts", status],
      ["setting.ts", setting],
    ]),
  );
  expect([...program.errors("status.ts"), ...program.errors("setting.ts")]).toEqual([]);
  return findingsIn(program.file("status.ts")).map(({ line }) => line);
}

it.each(["new Agent().compose(interceptors.dump())", "new Agent().compose(interceptors.responseError())"])(
  "%s reads what is left, in whatever file it is set",
  (dispatcher) => {
    expect(linesFound(dispatcher)).toEqual([]);
  },
);

it.each(["new Agent()", "new Agent().compose(interceptors.retry())"])("%s does not", (dispatcher) => {
  expect(linesFound(dispatcher)).toEqual([2]);
});
