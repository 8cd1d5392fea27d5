import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Descriptions and sums are small. */
const mostText = 2 ** 24;

/** What a program writes. @throws with what it says, when it fails */
export async function runText(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(command, [...args], { encoding: 'utf8', maxBuffer: mostText });
  return stdout;
}
