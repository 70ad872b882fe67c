/** Running a module comes to whatever a status leads to, also where it names only others. */
import { expect, it } from "vitest";
import { explore } from "./explore.js";

it.each([
  ["not ok, and not 404", "!res.ok && res.status !== 404"],
  ["a failure, and not 404", "res.status >= 400 && res.status !== 404"],
  ["neither ok nor a failure", "!res.ok && res.status < 400"],
  ["none of those that a switch names", "![200, 204, 404].includes(res.status)"],
])("comes to a status that is %s", async (_, condition) => {
  const { observed, exhaustive } = await explore(`export async function entry(): Promise<unknown> {
  const res = await fetch("https://example.test/1");
  if (${condition}) return undefined;
  return await res.text();
}
`);
  expect(exhaustive).toBe(true);
  expect(observed.map(({ losing, ends }) => ({ loses: losing.length > 0, ends }))).toEqual([
    { loses: true, ends: true },
  ]);
});
