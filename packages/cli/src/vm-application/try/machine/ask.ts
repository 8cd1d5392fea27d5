import type { Shell } from './root-shell';

/** What a command said, and its exit code; undefined when it was ended otherwise. */
export interface Answer {
  readonly code: number | undefined;
  readonly text: string;
}

/** Runs a command and gathers what it says on standard output. */
export async function ask(
  { exec }: Pick<Shell, 'exec'>,
  command: string,
  signal: AbortSignal,
): Promise<Answer> {
  const pieces: Buffer[] = [];
  const ended = await exec(
    { command, onOutput: ({ stream, data }) => void (stream === 'stdout' && pieces.push(data)) },
    signal,
  );
  return {
    code: ended.kind === 'exited' ? ended.code : undefined,
    text: Buffer.concat(pieces).toString(),
  };
}
