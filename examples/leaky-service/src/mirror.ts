/** Files of the weather office, mirrored to disk. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export async function mirror(url: string, file: string): Promise<void> {
  const res = await fetch(url);
  if (!res.ok || res.body === null) {
    await res.body?.cancel();
    throw new Error(`cannot mirror ${url}: HTTP ${res.status}`);
  }
  await pipeline(Readable.fromWeb(res.body), createWriteStream(file));
}

/** The version that the server has now, by the headers alone. */
export async function currentVersion(url: string): Promise<string> {
  const res = await fetch(url);
  const version = res.headers.get("etag");
  if (version === null) {
    throw new Error(`${url} has no version: ${await res.text()}`);
  }
  return version; // leak: read only where there is no version
}
