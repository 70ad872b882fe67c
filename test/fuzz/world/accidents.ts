/** What goes wrong in a run without anybody having written a `throw` for it, and when. */
import { Accident } from "../stray-errors.js";

export class Accidents {
  /** A body was asked for what it no longer gives, or never did: such a path is one that no working program takes. */
  misused = false;
  #clock = 0;
  #last = -1;
  #lastIsRejection = false;

  /** A moment after all that were before. */
  tick(): number {
    return ++this.#clock;
  }

  happen(what: "request" | "body" | "log"): Accident {
    this.#last = this.tick();
    this.#lastIsRejection = what === "request";
    return new Accident(`${what} failed`);
  }

  misuse(): void {
    this.happen("body");
    this.misused = true;
  }

  /**
   * How a body was left that was asked for at that moment.
   *
   * @param excused - A function threw that had nothing to do with it; perhaps after it was lost.
   */
  leftSince(since: number, excused: boolean): "left" | "leftOnThrow" | "leftOnRejection" {
    if (excused) return "leftOnRejection";
    if (this.#last <= since) return "left";
    return this.#lastIsRejection ? "leftOnRejection" : "leftOnThrow";
  }

  /**
   * Watches methods of an object of ours: one that throws or rejects is an accident; misuse, if the connection is not to blame.
   *
   * @param before - Done before each call.
   */
  watch(object: object | null, names: readonly PropertyKey[], before: () => void = () => undefined): void {
    if (object === null) return;
    const methods = object as Record<PropertyKey, ((...args: readonly unknown[]) => unknown) | undefined>;
    for (const name of names) {
      const method = methods[name]?.bind(object);
      if (method === undefined) continue;
      Object.defineProperty(object, name, {
        value: (...args: unknown[]) => {
          before();
          return this.watched(() => method(...args));
        },
      });
    }
  }

  watched(action: () => unknown): unknown {
    const refuse = (error: unknown): void => {
      if (error instanceof Accident) this.happen("body");
      else this.misuse();
    };
    try {
      const result = action();
      if (result instanceof Promise) result.catch(refuse);
      return result;
    } catch (error) {
      refuse(error);
      throw error;
    }
  }
}
