import type { Work } from '../machine/work';
import type { Machine } from './run-instance';

/** Between these lines cloud-init writes the machine's host keys to its console. */
const KEYS = /-----BEGIN SSH HOST KEY KEYS-----\r?\n([\s\S]*?)-----END SSH HOST KEY KEYS-----/u;

/** The host keys that a console tells; none while it does not. */
export function readConsoleKeys(output: string): readonly string[] {
  const [, block = ''] = KEYS.exec(output) ?? [];
  return block
    .split(/\r?\n/u)
    .map((line) => line.trim().split(/\s+/u).slice(0, 2).join(' '))
    .filter((key) => /^(?:ssh|ecdsa)-\S+ \S+$/u.test(key));
}

/**
 * Looks once whether the console tells the machine's host keys already. What is not there, or not to be had, is no reason
 * to wait: the first key that is seen is trusted then, and no other later.
 */
export async function findConsoleKeys(
  { context, region, session }: Work,
  { InstanceId: id }: Machine,
): Promise<readonly string[]> {
  try {
    const { Output: output = '' } = await session
      .ec2(region)
      .getConsoleOutput({ InstanceId: id, Latest: true }, { abortSignal: context.signal });
    return readConsoleKeys(Buffer.from(output, 'base64').toString('utf8'));
  } catch {
    context.signal.throwIfAborted();
    return [];
  }
}
