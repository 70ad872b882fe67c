// Loaded by `node --import` before the program that is measured: tells at its end, on file descriptor 3, what it used.
import { writeSync } from "node:fs";

process.on("exit", () => {
  writeSync(3, JSON.stringify(process.resourceUsage()));
});
