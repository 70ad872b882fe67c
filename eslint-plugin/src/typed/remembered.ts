import type { TypedFile } from "./types.js";

/**
 * Asks once: answers are kept as long as the program is that they rest on.
 *
 * @example const exitOf = remembered((call: CallNode, file) => computeExit(call, file));
 */
export function remembered<Asked extends WeakKey, Answer>(
  ask: (asked: Asked, file: TypedFile) => Answer,
): (asked: Asked, file: TypedFile) => Answer {
  const known = new WeakMap<TypedFile["program"], Map<Asked, Answer>>();
  return (asked, file) => {
    const answers = known.get(file.program) ?? new Map<Asked, Answer>();
    known.set(file.program, answers);
    let answer = answers.get(asked);
    if (answer === undefined) {
      answer = ask(asked, file);
      answers.set(asked, answer);
    }
    return answer;
  };
}
