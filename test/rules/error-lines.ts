import { afterEach, beforeEach, vi } from "vitest";

/** What each test of the calling file says on `console.error`, line by line: always the same array, emptied before each. */
export function errorLines(): readonly string[] {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(console, "error").mockImplementation((line: string) => lines.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return lines;
}
