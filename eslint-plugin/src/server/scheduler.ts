/** When documents are linted: soon, one at a time, and never while something newer waits to be heard. */

/** Milliseconds. What comes within it is linted at once: an editor tells of one keystroke in several messages. */
const pause = 5;

/** One lint blocks the server, so between two of them messages are read: each sees the newest state of all files. */
export class Scheduler {
  readonly #lint: (uri: string) => void;
  readonly #idle: () => void;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param lint - Looks at one document; must not throw.
   * @param idle - Called when nothing waits any more.
   */
  constructor(lint: (uri: string) => void, idle: () => void) {
    this.#lint = lint;
    this.#idle = idle;
  }

  get isBusy(): boolean {
    return this.#timer !== undefined;
  }

  /** Asks for documents to be linted, in this order, before those that wait already. */
  request(uris: readonly string[]): void {
    const others = [...this.#waiting];
    this.#waiting.clear();
    for (const uri of [...uris, ...others]) this.#waiting.add(uri);
    if (this.#waiting.size > 0) this.#wake(pause);
  }

  /** Asks for documents to be linted when nothing else waits. */
  append(uris: readonly string[]): void {
    for (const uri of uris) this.#waiting.add(uri);
    if (this.#waiting.size > 0) this.#wake(pause);
  }

  forget(uri: string): void {
    this.#waiting.delete(uri);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #wake(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#next();
    }, delay);
  }

  #next(): void {
    const [uri] = this.#waiting;
    this.#timer = undefined;
    if (uri !== undefined) {
      this.#waiting.delete(uri);
      this.#lint(uri);
    }
    if (this.#waiting.size > 0) this.#wake(0);
    else this.#idle();
  }
}
