/** Forecasts from the weather office: global fetch. */

export interface Forecast {
  readonly city: string;
  readonly celsius: number;
}

const office = new URL("https://weather.example/v1/");

export async function forecast(city: string): Promise<Forecast> {
  const res = await fetch(new URL(`forecasts/${encodeURIComponent(city)}`, office));
  if (!res.ok) {
    throw new Error(`no forecast for ${city}: HTTP ${res.status}`); // leak: the error page is never read
  }
  return (await res.json()) as Forecast;
}

/** As above, and the error page is read before it is thrown away. */
export async function forecastOrNull(city: string): Promise<Forecast | null> {
  const res = await fetch(new URL(`forecasts/${encodeURIComponent(city)}`, office));
  if (!res.ok) {
    await res.arrayBuffer();
    return null;
  }
  return (await res.json()) as Forecast;
}

/** Only the status is of interest, but a body came with it. */
export async function isKnownCity(city: string): Promise<boolean> {
  const { ok } = await fetch(new URL(`cities/${encodeURIComponent(city)}`, office)); // leak: nobody has the body
  return ok;
}

/** A reply to HEAD has no body. */
export async function isUp(): Promise<boolean> {
  const { ok } = await fetch(office, { method: "HEAD" });
  return ok;
}

export async function radarImage(maximumBytes: number): Promise<Uint8Array | null> {
  const res = await fetch(new URL("radar.png", office));
  if (Number(res.headers.get("content-length")) > maximumBytes) {
    // Too large to be worth reading: the connection is given up instead.
    await res.body?.cancel();
    return null;
  }
  return new Uint8Array(await res.arrayBuffer());
}
