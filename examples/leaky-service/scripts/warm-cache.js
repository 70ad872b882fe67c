// Asks for the busiest pages once after a deployment, so that the first visitors need not wait.
const pages = ["/", "/forecast/oslo", "/forecast/porto", "/radar"];

/** @param {string} origin */
async function warmAll(origin) {
  const replies = await Promise.all(pages.map((page) => fetch(origin + page))); // leak: four bodies, none of them read
  for (const reply of replies) {
    console.log(reply.status, reply.url);
  }
}

/** @param {string} origin */
async function warmOneByOne(origin) {
  for (const page of pages) {
    const reply = await fetch(origin + page);
    await reply.arrayBuffer();
    console.log(reply.status, reply.url);
  }
}

const origin = process.argv[2] ?? "http://localhost:3000";
await (process.argv.includes("--gently") ? warmOneByOne(origin) : warmAll(origin));
