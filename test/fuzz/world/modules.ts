/** What a generated module gets where it imports a client. Everything else is the module itself. */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import stream from "node:stream";
import consumers from "node:stream/consumers";
import { derive } from "./derived.js";
import type { RequestOptions } from "./types.js";
import type { World } from "./world.js";

const require = createRequire(import.meta.url);

export function moduleOf(name: string, world: World): unknown {
  switch (name) {
    case "undici":
      return {
        request: (_url: unknown, options?: RequestOptions) => world.request("undici", options),
        fetch: () => world.request("undiciFetch"),
        pipeline: () => world.stream("pipelined"),
        Agent: class {
          pipeline = () => world.stream("dispatchedPipeline");
        },
        RetryAgent: class {
          request = (options?: RequestOptions) => world.request("dispatched", options);
        },
      };
    case "node:http":
      return { get: get(world) };
    case "node:http2":
      return { connect: () => ({ request: () => world.stream("http2") }) };
    case "axios":
      return asDefault(
        Object.assign(() => world.request("axios"), {
          get: (_url: unknown, options?: RequestOptions) => world.request("axios", options),
          post: () => world.request("axios"),
          request: () => world.request("axios"),
        }),
      );
    case "node-fetch":
      return asDefault(() => world.request("nodeFetch"));
    case "ky2":
      return asDefault(Object.assign(() => world.request("ky"), { get: () => world.request("ky") }));
    case "ofetch":
      return {
        ofetch: Object.assign(() => world.request("streamed"), {
          native: () => world.request("ofetch"),
          raw: () => world.request("ofetch"),
        }),
      };
    case "got14":
      return asDefault(Object.assign(() => world.stream("got"), { stream: () => world.stream("got") }));
    case "hono/client":
      return { hc: () => ({ index: { $get: () => world.request("hono") } }) };
    case "@aws-sdk/client-s3":
      return {
        S3Client: class {
          send = () => world.request("s3");
        },
        S3: class {
          getObject = () => world.request("s3");
        },
        GetObjectCommand: function () {
          return {};
        },
      };
    case "openapi-fetch":
      return {
        ...asDefault(() => ({ GET: () => world.request("openapi"), request: () => world.request("openapi") })),
        createPathBasedClient: () => ({ "/file": { GET: () => world.request("openapi") } }),
      };
    case "needle":
      return asDefault({
        get: () => world.stream("needle"),
        post: () => world.stream("needle"),
        request: () => world.stream("needle"),
      });
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
    case "node:stream/consumers":
      return { text: taking(consumers.text, world) };
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
