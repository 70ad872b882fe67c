// No rule. The parser makes the whole program all the same, binds its files and makes the checker, which is asked nothing.
import { typedParse } from "./shared.mjs";

export default typedParse;
