/**
 * How we call vsce: dependencies are in the bundle, and the store's page is the extension's, not the repository's.
 *
 * @param {"ls" | "package"} command
 * @param {string[]} options further ones
 * @returns {string[]} arguments for Node
 */
export function vsce(command, ...options) {
  const common = ["--no-dependencies", "--readme-path=extension/README.md"];
  return ["node_modules/@vscode/vsce/vsce", command, ...common, ...options];
}
