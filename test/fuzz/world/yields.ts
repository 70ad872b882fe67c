/** What a generator yields comes by the call that made it. */

export function isGenerator(value: unknown): value is AsyncGenerator {
  return Object.prototype.toString.call(value) === "[object AsyncGenerator]";
}

export function noteYields(generator: AsyncGenerator, note: (yielded: unknown) => void): void {
  const next = generator.next.bind(generator);
  generator.next = async (...args) => {
    const turn = await next(...args);
    note(turn.value);
    return turn;
  };
}
