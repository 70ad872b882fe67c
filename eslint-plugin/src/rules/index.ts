/** Every rule, by the name that users write after `calm/`. */
import { noUnconsumedBody } from "./no-unconsumed-body.js";

export const rules = {
  "no-unconsumed-body": noUnconsumedBody,
};
