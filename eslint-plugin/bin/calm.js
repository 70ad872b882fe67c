#!/usr/bin/env node
// Loaded only if Node can run it and ESLint is there: otherwise the user would meet a stack trace first.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`calm: needs Node 20.19 or later, and this is ${process.versions.node}`);
  process.exit(2);
}

try {
  const { main } = await import("../dist/cli/main.js");
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) {
    throw error;
  }
  console.error(
    error.message.includes("package 'eslint'")
      ? "calm: needs ESLint beside it: npm install --save-dev eslint"
      : `calm: the installation is incomplete, install eslint-plugin-calm anew (${error.message})`,
  );
  process.exitCode = 2;
}
