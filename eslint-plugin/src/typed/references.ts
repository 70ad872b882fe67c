/**
 * Projects that a project refers to. Nobody has to build them for our sake: imports of what they would emit lead to their sources, as they do
 * in an editor, also where the import names a package that a workspace links to.
 */
import ts from "typescript";

/** What a compiler host says of references. The last member is public on the hosts of watchers and editors alone, which only pass it on. */
type ReferencesHost = Required<Pick<ts.CompilerHost, "getParsedCommandLine">> &
  Required<Pick<ts.WatchCompilerHostOfConfigFile<ts.BuilderProgram>, "useSourceOfProjectReferenceRedirect">>;

interface Entry {
  readonly modified: number | undefined;
  readonly commandLine: ts.ParsedCommandLine | undefined;
}

/** Parsed once a process, as long as they do not change: every program asks for all that it refers to, directly or not. */
const parsed = new Map<string, Entry>();

/** The part of a compiler host by which a program finds the sources of projects that it is told to refer to. */
export const referencesHost: ReferencesHost = {
  useSourceOfProjectReferenceRedirect: () => true,
  getParsedCommandLine(configuration) {
    const modified = ts.sys.getModifiedTime?.(configuration)?.getTime();
    const known = parsed.get(configuration);
    if (known !== undefined && known.modified === modified) return known.commandLine;
    const commandLine = parse(configuration);
    parsed.set(configuration, { modified, commandLine });
    return commandLine;
  },
};

/** @returns undefined if there is no such file. Complaints about what is in it are the compiler's to make. */
function parse(configuration: string): ts.ParsedCommandLine | undefined {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  return ts.getParsedCommandLineOfConfigFile(configuration, undefined, host);
}

/** Forgets what referred projects include: files have come or gone. */
export function forgetReferences(): void {
  parsed.clear();
}
