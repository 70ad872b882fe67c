/** Methods of responses and streams that are watched: where one fails, that is an accident, or its caller's mistake. */

export const responseMethods = ["text", "json", "arrayBuffer", "blob"];
const sdkMethods = ["transformToString", "transformToByteArray", "transformToWebStream"];
export const streamMethods = [
  ...responseMethods,
  ...sdkMethods,
  "cancel",
  "getReader",
  "pipeTo",
  "pipeThrough",
  "tee",
  Symbol.asyncDispose,
];
/** What they return fails later. */
export const iterators = ["values", Symbol.asyncIterator];
