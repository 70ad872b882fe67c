/** Are the others alive? Over node:http, where even an empty reply has to be consumed. */
import http from "node:http";

export function ping(url: string, done: (alive: boolean) => void): void {
  // leak: once there is a listener, Node discards nothing by itself
  const req = http.get(url, (res) => {
    done(res.statusCode === 200);
  });
  req.on("error", () => {
    done(false);
  });
}

/** As above, with the reply thrown away explicitly. */
export function pingAndDiscard(url: string, done: (alive: boolean) => void): void {
  const req = http.get(url, (res) => {
    res.resume();
    done(res.statusCode === 200);
  });
  req.on("error", () => {
    done(false);
  });
}
