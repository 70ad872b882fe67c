/** Objects that an instruction makes again in each turn of a loop. */
import type { Machine, Result } from "./machine.js";
import { holds } from "./reach.js";
import { type State, cellOf, cellValues, writeCell } from "./state.js";
import { type Cell, type CellId, unknown } from "./value.js";

/** A new cell of that name. One of an earlier turn that holds the obligation is followed; one that does not hold it gives way to that. */
export function remade(machine: Machine, state: State, id: CellId, cell: Cell): Result {
  const { slice } = machine;
  const value = { kind: "cell", id } as const;
  const isKept = cellOf(state, value) !== undefined && holds(slice, state, value);
  return isKept && !cellValues(cell).some((inner) => holds(slice, state, inner))
    ? { state, value: unknown }
    : { state: writeCell(state, id, cell), value };
}
