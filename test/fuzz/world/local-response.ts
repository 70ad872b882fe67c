/** `new Response(res.body)`, of which the body may be taken already. */
import { derive } from "./derived.js";

/** @param use - Told of each body that is wrapped. */
export function localResponse(use: (body: unknown) => void): typeof Response {
  return class extends Response {
    constructor(...given: ConstructorParameters<typeof Response>) {
      use(given[0]);
      super(...given);
      derive(this.body, given[0]);
    }
  };
}
