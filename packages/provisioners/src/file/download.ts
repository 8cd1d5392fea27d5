import { basename, join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';
import type { FileOptions } from './schema';

/** Fetches every source from the machine; folders above the destination are made. */
export async function download(context: ProvisionContext, options: FileOptions): Promise<void> {
  for (const source of options.sources ?? [options.source ?? '']) {
    if (/[*?[]/.test(source)) await fetchMatches(context, options, source);
    else await fetchOne(context, options, source);
  }
}

async function fetchOne(context: ProvisionContext, options: FileOptions, source: string): Promise<void> {
  const { communicator, ports, reporter, signal, baseDirectory } = context;
  const { destination } = options;
  reporter.say(`Downloading ${source} => ${destination}`);
  const target = resolve(baseDirectory, destination);
  if (source.endsWith('/')) return communicator.downloadDirectory(source, target, { signal });
  const path = destination.endsWith('/') ? join(target, basename(source)) : target;
  return communicator.download(source, ports.files.sink(path), signal);
}

/** What fits a pattern lands in the destination, which is a folder then. */
async function fetchMatches(context: ProvisionContext, options: FileOptions, pattern: string): Promise<void> {
  const { communicator, signal, baseDirectory } = context;
  const matches = await getMatches(context, pattern);
  if (matches.length === 0) {
    throw new Failure(problem('PRV009', { detail: `Nothing in the machine fits "${pattern}".` }));
  }
  for (const { path, isFolder } of matches) {
    if (isFolder)
      await communicator.downloadDirectory(path, resolve(baseDirectory, options.destination), { signal });
    else await fetchOne(context, { ...options, destination: `${options.destination}/` }, path);
  }
}

interface Match {
  readonly path: string;
  readonly isFolder: boolean;
}

/** The machine's own shell knows what fits. */
async function getMatches(
  { communicator, signal }: ProvisionContext,
  pattern: string,
): Promise<readonly Match[]> {
  const quoted = pattern.replace(/[^\w@%+=:,./*?[\]!-]/g, '\\$&');
  const command = `for f in ${quoted}; do if [ -d "$f" ]; then printf 'd%s\\0' "$f"; elif [ -e "$f" ]; then printf 'f%s\\0' "$f"; fi; done`;
  const output: Buffer[] = [];
  await communicator.exec({ command, onOutput: ({ data }) => void output.push(data) }, signal);
  const found = Buffer.concat(output).toString().split('\0').slice(0, -1);
  return found.map((line) => ({ path: line.slice(1), isFolder: line.startsWith('d') }));
}
