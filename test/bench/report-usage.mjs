// Loaded by `node --import` before the program that is measured: tells at its end, on file descriptor 3, what it used.
import { writeSync } from "node:fs";

process.on("exit", () => {
  const usage = process.resourceUsage();
  // With --expose-gc: what is left after a collection.
  globalThis.gc?.();
  writeSync(3, JSON.stringify({ ...usage, heapUsed: process.memoryUsage().heapUsed }));
});
