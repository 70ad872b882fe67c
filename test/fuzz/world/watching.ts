/** Methods of responses and streams are watched: where one fails, that is an accident, or its caller's mistake. */
import type { Accidents } from "./accidents.js";
import type { Acquired } from "./acquired.js";

export type Watched = Pick<Acquired, "body" | "signal">;

const responseMethods = ["text", "json", "arrayBuffer", "blob"];
const sdkMethods = ["transformToString", "transformToByteArray", "transformToWebStream"];
const streamMethods = [
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
const iterators = ["values", Symbol.asyncIterator];

export function watchResponse(accidents: Accidents, watched: Watched): void {
  accidents.watch(watched.body.response, responseMethods, () => {
    ask(accidents, watched);
  });
}

/** @param use - Told where something takes the stream as it is. */
export function watchStream(accidents: Accidents, watched: Watched, use: (stream: object) => void): void {
  const stream = watched.body.stream();
  if (stream === null) return;
  accidents.watch(stream, streamMethods, () => {
    ask(accidents, watched);
  });
  accidents.watch(stream, ["pause"], () => {
    if ("readableEnded" in stream && stream.readableEnded === true) accidents.misuse();
  });
  accidents.watch(stream, iterators, () => {
    ask(accidents, watched);
    use(stream);
  });
}

/** No working program asks for a body whose request it has aborted. */
function ask(accidents: Accidents, { body, signal }: Watched): void {
  if (signal?.aborted === true && body.stream() !== null) accidents.misuse();
}
