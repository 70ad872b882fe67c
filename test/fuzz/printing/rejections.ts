/** Requests that reject with a response where that is not ok. */
import { holding, pick } from "../names.js";
import type { Kind } from "../dialects/index.js";
import { type Printers, line, nothing } from "./printer.js";

interface Form {
  /** What its response says is said as of this client. */
  readonly kind: Kind;
  readonly request: (url: string) => string;
  /** Whether an error is one that came with a response. */
  readonly test: (error: string) => string;
}

const forms: readonly Form[] = [
  {
    kind: "ky",
    request: (url) => `rejectingKy.get(${url}, { retry: 0 })`,
    test: (error) => `${error} instanceof HTTPError`,
  },
  {
    kind: "axios",
    request: (url) => `rejectingAxios.get<import("node:stream").Readable>(${url}, { responseType: "stream" })`,
    test: (error) => `isAxiosError<import("node:stream").Readable>(${error}) && ${error}.response !== undefined`,
  },
];

export const rejections: Printers<"rejecting"> = {
  rejecting: (printer, { form: which, body, handler }, names) => {
    const form = pick(forms, which);
    if (form === null || !names.place.async) return nothing;
    const { kind, request, test } = form;
    const [res, error, failed] = [printer.fresh("res"), printer.fresh("error"), printer.fresh("failed")];
    const tried = printer.block(body, holding(names, kind, res)).text;
    const caught = printer.block(handler, holding(names, kind, failed)).text;
    return line(
      `try {\nconst ${res} = await ${request(printer.url())};\n${tried}} catch (${error}) {\n` +
        `if (${test(error)}) {\nconst ${failed} = ${error}.response;\n${caught}}\n}`,
    );
  },
};
