/** How far a run has come, for whoever waits at a terminal. */
import cliProgress from "cli-progress";

/** Milliseconds before anything is shown: most runs are over by then. */
const patience = 1000;

/** Where the bar is drawn: `process.stderr`. */
export type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * A progress bar on stderr that appears after a second and leaves nothing behind.
 *
 * Files are linted in one thread, so no timer would be called while it counts: the bar moves when a file is done.
 */
export class Progress {
  readonly #total: number;
  readonly #now: () => number;
  readonly #start: number;
  readonly #bar: cliProgress.SingleBar | null;
  #done = 0;

  /**
   * @param total - how many files there are
   * @param terminal - nothing is drawn on anything but a terminal, nor in CI, whose logs keep every redrawing
   * @param now - a clock in milliseconds
   */
  constructor(total: number, terminal: Terminal, now: () => number = Date.now) {
    this.#total = total;
    this.#now = now;
    this.#start = now();
    this.#bar =
      terminal.isTTY && !process.env["CI"]
        ? new cliProgress.SingleBar(
            { stream: terminal, format: "{bar} {value}/{total} files", barsize: 30, clearOnComplete: true },
            cliProgress.Presets.rect,
          )
        : null;
  }

  /** One more file is done. */
  advance(): void {
    this.#done += 1;
    if (this.#bar?.isActive) {
      this.#bar.update(this.#done);
    } else if (this.#now() - this.#start > patience) {
      this.#bar?.start(this.#total, this.#done);
    }
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
  }
}
