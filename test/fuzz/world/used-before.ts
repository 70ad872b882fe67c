/** Who asks whether a body was read before reckons with somebody else who may have: that is for the world to decide. */
import type { Decide } from "./types.js";

/**
 * @param asked - What has a body, or is one; it may have no such property.
 * @param use - Called when somebody else reads it.
 */
export function mayBeUsed(asked: object | null, decide: Decide, use: () => void): void {
  if (asked === null || !("bodyUsed" in asked) || !("text" in asked)) return;
  const { text } = asked as Pick<Response, "text">;
  const isUsed = (): boolean => Reflect.get(Object.getPrototypeOf(asked) as object, "bodyUsed", asked) as boolean;
  // A client may not tell of a read that has failed.
  let isRead = false;
  Object.defineProperty(asked, "bodyUsed", {
    get: () => {
      if (!isRead && !isUsed() && decide(2, "used") === 1) {
        isRead = true;
        use();
        void text.call(asked).catch(() => undefined);
      }
      return isRead || isUsed();
    },
  });
}
