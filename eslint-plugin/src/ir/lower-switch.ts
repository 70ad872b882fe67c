/** `switch`: the tests in order, then the bodies, each of which falls through to the next. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerInScope } from "./leave.js";
import { hoistFunctions } from "./lower-declarations.js";
import { lowerExpression } from "./lower-expressions.js";
import { lowerStatement } from "./lower-statements.js";
import type { BlockId, Temp } from "./types.js";

export function lowerSwitch(builder: FunctionBuilder, node: ts.SwitchStatement): void {
  const discriminant = lowerExpression(builder, node.expression);
  const after = builder.newBlock();
  const outside = builder.control;
  builder.push({ kind: "break", labels: [], plain: true, to: after });
  lowerInScope(builder, node.caseBlock, node.caseBlock, () => {
    lowerClauses(builder, node, discriminant);
  });
  builder.setControl(outside);
  builder.goto(node, after);
  builder.start(after);
}

function lowerClauses(builder: FunctionBuilder, node: ts.SwitchStatement, discriminant: Temp): void {
  const { clauses } = node.caseBlock;
  hoistFunctions(
    builder,
    clauses.flatMap((clause) => [...clause.statements]),
  );
  const end = builder.newBlock();
  const bodies = clauses.map(() => builder.newBlock());
  let noMatch = end;
  clauses.forEach((clause, index) => {
    const body = bodies[index] ?? end;
    if (ts.isDefaultClause(clause)) {
      noMatch = body;
    } else {
      lowerCaseTest(builder, node, clause.expression, discriminant, body);
    }
  });
  builder.goto(node, noMatch);
  clauses.forEach((clause, index) => {
    builder.start(bodies[index] ?? end);
    for (const statement of clause.statements) {
      if (!ts.isFunctionDeclaration(statement)) {
        lowerStatement(builder, statement);
      }
    }
    builder.goto(clause, bodies[index + 1] ?? end);
  });
  builder.start(end);
}

/** Goes to `body` where the case applies, and on to the next test where it does not. */
function lowerCaseTest(
  builder: FunctionBuilder,
  node: ts.SwitchStatement,
  test: ts.Expression,
  discriminant: Temp,
  body: BlockId,
): void {
  const next = builder.newBlock();
  const operands = [discriminant, lowerExpression(builder, test)];
  const condition = builder.value({ kind: "operator", node: test, operator: "===", operands });
  builder.terminate({
    kind: "branch",
    node: test,
    condition,
    test: "truthy",
    origin: "switch",
    whenTrue: body,
    whenFalse: next,
    discriminant: node.expression,
  });
  builder.start(next);
}
