/** One half of the installed packages; see typed-suite.ts. */
import { typedSuite } from "./typed-suite.js";

typedSuite(1);
