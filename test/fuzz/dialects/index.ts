/** Everything a generated module may hold. */
import type { ClientDialect, Dialect } from "./dialect.js";
import { nodeClients } from "./node.js";
import { sdkClients } from "./sdks.js";
import { webClients, webViews } from "./web.js";

export type { Dialect } from "./dialect.js";

export type Client = keyof typeof webClients | keyof typeof nodeClients | keyof typeof sdkClients;
/** A client's response, or a view of one. */
export type Kind = Client | keyof typeof webViews;

export const clientDialects: Readonly<Record<Client, ClientDialect>> = {
  ...webClients,
  ...nodeClients,
  ...sdkClients,
};
export const dialects: Readonly<Record<Kind, Dialect>> = { ...clientDialects, ...webViews };
export const clients = Object.keys(clientDialects) as readonly Client[];

/** Those that give a `Response` with a web stream. */
export const webLike = Object.keys(webClients) as readonly Kind[];

/** Lines that a module needs for names that phrases use. */
export const imports: readonly (readonly [name: RegExp, line: string])[] = [
  [/\bpipeline\(/u, 'import { pipeline } from "node:stream/promises";'],
  [/\bpipelineOf\(/u, 'import { pipeline as pipelineOf } from "node:stream";'],
  [/\bnew PassThrough\b/u, 'import { PassThrough } from "node:stream";'],
  [/\bReadable\.fromWeb\(/u, 'import { Readable } from "node:stream";'],
  [/\bconsume\(/u, 'import { text as consume } from "node:stream/consumers";'],
  [/\binspect\(/u, 'import { inspect } from "node:util";'],
  [/\bassert\(/u, 'import assert from "node:assert";'],
];
