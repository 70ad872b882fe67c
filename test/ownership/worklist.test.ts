import { expect, it } from "vitest";
import type { BlockId } from "../../eslint-plugin/src/ir/types.js";
import { Worklist } from "../../eslint-plugin/src/ownership/worklist.js";

it("gives each waiting block once, the first one first, while others come", () => {
  const worklist = new Worklist();
  const expected = new Set<number>();
  const taken: (number | undefined)[] = [];
  const wanted: (number | undefined)[] = [];
  for (let step = 0; step < 5000; step++) {
    const id = (step * 7919) % 997;
    worklist.add(id as BlockId);
    expected.add(id);
    if (step % 3 !== 0) continue;
    const first = Math.min(...expected);
    expected.delete(first);
    wanted.push(first);
    taken.push(worklist.take());
  }
  const rest = [...expected].sort((left, right) => left - right);
  expect(rest.length).toBeGreaterThan(100);
  for (const id of [...rest, undefined]) {
    wanted.push(id);
    taken.push(worklist.take());
  }
  expect(taken).toEqual(wanted);
});
