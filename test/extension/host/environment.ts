/** How the tests outside of VS Code tell those inside where things are: in the environment. */
export interface HostEnvironment {
  /** Where the results go. */
  readonly resultsFile: string;
  /** The folder of VS Code's logs. */
  readonly logs: string;
}

/** The variable that holds it, as JSON. */
export const hostVariable = "CALM_HOST_TESTS";

export function fromHost(): HostEnvironment {
  return JSON.parse(process.env[hostVariable] ?? "{}") as HostEnvironment;
}
