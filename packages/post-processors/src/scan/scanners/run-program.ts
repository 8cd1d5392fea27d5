import type { PostProcessContext } from '@strata/sdk';

/** How a program ended and what it printed. */
export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in the caller's environment: scanners find their data bases and proxies there. */
export async function runProgram(
  { ports, signal }: PostProcessContext,
  command: string,
  args: readonly string[],
): Promise<Ended> {
  const printed = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const env = Object.fromEntries(
    Object.entries(ports.environment.variables).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  const { code } = await ports.processes.run({
    command,
    args,
    env,
    signal,
    onOutput: (stream, data) => printed[stream].push(data),
  });
  const [out, err] = [printed.stdout, printed.stderr].map((pieces) => Buffer.concat(pieces).toString());
  return { code, out: out as string, err: err as string };
}
