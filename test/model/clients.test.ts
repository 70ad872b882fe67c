/** Clients over fetch: what their calls acquire, against the real declarations of every supported version. */
import { describe } from "vitest";
import { describeLines } from "./call-lines.js";

const surroundings = ["dom", "types-node-22"] as const;

describe.each(["ky0", "ky1", "ky2"])("%s", (name) => {
  describeLines(
    "its functions",
    `
    import ky from "${name}";
    declare const url: string;
    const api = ky.create({}).extend({});
    ky(url); // web
    ky.get(url); // web
    ky.post(url, { json: {} }); // web
    api.put(url); // web
    api.patch(url); // web
    api.delete(url); // web
    api.get(url).json(); // none
    ky.head(url); // selfContained
    ky.create({}); // none
    ${name === "ky2" ? "api.query(url); // web" : ""}
  `,
    surroundings,
  );
});

describeLines(
  "ofetch",
  `
  import { $fetch, fetch, ofetch } from "ofetch";
  declare const url: string;
  ofetch(url); // web
  $fetch(url); // web
  $fetch.create({})(url); // web
  ofetch.raw(url); // web
  ofetch.native(url); // web
  fetch(url); // web
`,
  surroundings,
);

describe.each(["openapi-fetch13", "openapi-fetch"])("%s", (name) => {
  describeLines(
    "its functions",
    `
    import createClient, { createPathBasedClient } from "${name}";
    type Reply = { responses: { 200: { content: { "application/json": string } } } };
    const client = createClient<{ "/x": { get: Reply; post: Reply; head: Reply } }>();
    const byPath = createPathBasedClient<{ "/x": { get: Reply } }>();
    client.GET("/x"); // openapi-fetch
    client.POST("/x", { parseAs: "stream" }); // openapi-fetch
    ${name === "openapi-fetch" ? 'client.request("get", "/x"); // openapi-fetch' : ""}
    byPath["/x"].GET(); // openapi-fetch
    client.HEAD("/x"); // selfContained
    client.use({ onRequest() {} }); // none
  `,
    surroundings,
  );
});

describeLines(
  "hono",
  `
  import { Hono } from "hono";
  import { hc } from "hono/client";
  import { testClient } from "hono/testing";
  const app = new Hono().get("/users", (c) => c.text("a")).post("/users/:id", (c) => c.json({ a: 1 }));
  const client = hc<typeof app>("http://localhost/");
  const tested = testClient(app);
  const own = hc<typeof app>("/", { fetch: app.request });
  client.users.$get(); // web
  client.users[":id"].$post({ param: { id: "1" } }); // web
  hc<typeof app>("/").users.$get(); // web
  client.users.$url(); // none
  tested.users.$get(); // none
  testClient(app).users.$get(); // none
  own.users.$get(); // none
  app.request("/users"); // none
`,
  surroundings,
);

describe.each(["openai4", "openai5", "openai6", "openai7"])("%s", (name) => {
  describeLines(
    "its promises",
    `
    import OpenAI from "${name}";
    declare const client: OpenAI;
    client.models.retrieve("x"); // none
    client.models.retrieve("x").asResponse(); // web
    client.models.list().asResponse(); // web
    client.models.retrieve("x").withResponse(); // selfContained
  `,
    surroundings,
  );
});

describe.each(["anthropic0", "anthropic1"])("%s", (name) => {
  describeLines(
    "its promises",
    `
    import Anthropic from "${name}";
    declare const client: Anthropic;
    client.models.retrieve("x"); // none
    client.models.retrieve("x").asResponse(); // web
    client.models.retrieve("x").withResponse(); // selfContained
  `,
    surroundings,
  );
});

describeLines(
  "the AWS SDK",
  `
  import { GetObjectCommand, PutObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
  declare const at: { Bucket: string; Key: string }, flag: boolean;
  const client = new S3Client({}), whole = new S3({});
  const command = new GetObjectCommand(at);
  client.send(new GetObjectCommand(at)); // s3-object
  client.send(command); // s3-object
  whole.send(command); // s3-object
  whole.getObject(at); // s3-object
  client.send(new PutObjectCommand(at)); // none
  client.send(flag ? command : new PutObjectCommand(at)); // none
  whole.putObject(at); // none
`,
  surroundings,
);
