import { basename, join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { OutputChunk, ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';
import { encodePowershell, quotePowershell } from '../windows/powershell';
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
  const command = communicator.type === 'winrm' ? getWindowsCommand(pattern) : getShellCommand(pattern);
  const output: Buffer[] = [];
  const onOutput = ({ stream, data }: OutputChunk) => {
    if (stream === 'stdout') output.push(data);
  };
  await communicator.exec({ command, onOutput }, signal);
  const found = Buffer.concat(output).toString().split('\0').slice(0, -1);
  return found.map((line) => ({ path: line.slice(1), isFolder: line.startsWith('d') }));
}

function getShellCommand(pattern: string): string {
  const quoted = pattern.replace(/[^\w@%+=:,./*?[\]!-]/g, '\\$&');
  return `for f in ${quoted}; do if [ -d "$f" ]; then printf 'd%s\\0' "$f"; elif [ -e "$f" ]; then printf 'f%s\\0' "$f"; fi; done`;
}

/** With `/` in what is found, as in what is asked for. */
function getWindowsCommand(pattern: string): string {
  const show =
    "[Console]::Out.Write($(if ($_.PSIsContainer) {'d'} else {'f'}) + $_.FullName.Replace('\\','/') + [char]0)";
  return encodePowershell(
    `Get-Item -ErrorAction SilentlyContinue -Path ${quotePowershell(pattern)} | ForEach-Object { ${show} }`,
  );
}
