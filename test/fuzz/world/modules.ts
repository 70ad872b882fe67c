/** What a generated module gets where it imports a client. Everything else is the module itself. */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import stream from "node:stream";
import { derive } from "./derived.js";
import type { RequestOptions, World } from "./world.js";

const require = createRequire(import.meta.url);

export function moduleOf(name: string, world: World): unknown {
  switch (name) {
    case "undici":
      return {
        request: (_url: unknown, options?: RequestOptions) => world.request("undici", options),
        fetch: () => world.request("undiciFetch"),
        pipeline: () => world.stream("pipelined"),
      };
    case "node:http":
      return { get: get(world) };
    case "node:http2":
      return { connect: () => ({ request: () => world.stream("http2") }) };
    case "axios":
      return asDefault({ get: (_url: unknown, options?: RequestOptions) => world.request("axios", options) });
    case "node-fetch":
      return asDefault(() => world.request("nodeFetch"));
    case "ky2":
      return asDefault({ get: () => world.request("ky") });
    case "ofetch":
      return { ofetch: { native: () => world.request("ofetch") } };
    case "got14":
      return asDefault({ stream: () => world.stream("got") });
    case "openai7":
      return asDefault(function OpenAI() {
        return { models: { list: () => ({ asResponse: () => world.request("openai") }) } };
      });
    case "node:stream":
      return {
        PassThrough: stream.PassThrough,
        Readable: { fromWeb: taking(fromWeb, world) },
        pipeline: taking(stream.pipeline, world),
      };
    case "node:stream/promises":
      return { pipeline: taking(stream.promises.pipeline, world) };
    default:
      return require(name);
  }
}

function fromWeb(body: never): stream.Readable {
  const readable = stream.Readable.fromWeb(body);
  derive(readable, body);
  return readable;
}

/** A function that takes a stream as its first argument. */
function taking<Args extends readonly unknown[]>(action: (...args: Args) => unknown, world: World) {
  return (...args: Args): unknown => {
    world.use(args[0]);
    return action(...args);
  };
}

function asDefault(value: unknown): object {
  return { __esModule: true, default: value };
}

function get(world: World): unknown {
  return (_url: string, onResponse: (response: object) => unknown): EventEmitter => {
    const request = new EventEmitter();
    world.answers("http", request, (answer) => {
      if ("error" in answer) request.emit("error", answer.error);
      else onResponse(answer.response);
    });
    return request;
  };
}
