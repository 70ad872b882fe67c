/** The projects of the corpus that ship their TypeScript sources on npm, pinned: labels name lines, and lines move. */

export interface Project {
  /** npm name; the labels call the project by it. */
  readonly name: string;
  readonly version: string;
  /** What is linted, as globs below the unpacked package. */
  readonly sources: readonly string[];
  /** Globs left out of `sources`: compiled output that lies among them. */
  readonly ignores: readonly string[];
  /** False where the manifest asks for packages that nobody published; what is imported from them is then `any`. */
  readonly dependenciesInstall: boolean;
}

export const projects: readonly Project[] = [
  inSrc("@huggingface/hub", "2.17.5"),
  inSrc("ollama", "0.6.4"),
  { ...inSrc("chromadb", "3.5.0"), dependenciesInstall: false },
  inSrc("together-ai", "0.52.0"),
  inSrc("openai", "6.49.0"),
  inSrc("groq-sdk", "1.6.0"),
  inSrc("@supabase/functions-js", "2.109.0"),
  inSrc("@supabase/postgrest-js", "2.109.0"),
  inSrc("@supabase/storage-js", "2.109.0"),
  {
    name: "viem",
    version: "2.57.20",
    // Its sources lie at the root of the package, beside three builds of them.
    sources: ["**/*.ts"],
    ignores: ["_cjs/**", "_esm/**", "_types/**"],
    dependenciesInstall: true,
  },
];

function inSrc(name: string, version: string): Project {
  return { name, version, sources: ["src/**/*.ts"], ignores: [], dependenciesInstall: true };
}
