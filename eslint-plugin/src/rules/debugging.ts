/** Whether `CALM_DEBUG` is set to anything but the empty string and `0`: then what is usually kept to one line, or quiet, is told at length. */
export function isDebugging(): boolean {
  const debug = process.env["CALM_DEBUG"] ?? "";
  return debug !== "" && debug !== "0";
}
