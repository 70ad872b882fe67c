import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import { eventually } from "../eventually.js";
import { closeAll, log, open } from "./editor.js";

// The language itself is contributed by fixtures/vue-language, as it would be by an extension for Vue.
suite("components", () => {
  teardown(closeAll);

  test("are left alone, which the log says once", async () => {
    for (const name of ["One.vue", "Two.vue"]) await open(name, "<script>fetch('/');</script>\n");
    await eventually(() => log().includes("Vue components are left alone"), "a line in the log");
    assert.equal(log().split("Vue components are left alone").length, 2);
  });
});
