/** Something around the run is missing or broken (network, npm, disk, arguments): one line that says what to do, exit code 2. */
export class EnvironmentError extends Error {}
