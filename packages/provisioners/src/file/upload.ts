import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { findLocalFile, type LocalFile, type ProvisionContext, reveal, type Text } from '@strata/sdk';
import { countBytes, createActivities } from '@strata/sdk/progress';
import { problem } from '../codes';
import type { FileOptions } from './schema';

/** Sends the content or every source. All sources are looked for before the first one is sent. */
export async function upload(context: ProvisionContext, options: FileOptions): Promise<void> {
  if (options.content !== undefined) return sendContent(context, options, options.content);
  const found = await findLocalFile(context, getSources(options));
  validateDestination(found, options);
  for (const source of found) await send(context, options, source);
}

function getSources({ source, sources }: FileOptions): readonly string[] {
  return sources ?? [source ?? ''];
}

/** Packer sends one file over the other without a word. */
function validateDestination(found: readonly LocalFile[], { destination }: FileOptions): void {
  const files = found.filter(({ stat }) => stat.kind !== 'directory');
  if (files.length < 2 || destination.endsWith('/')) return;
  const detail = `${files.map(({ given }) => given).join(', ')} would all become the file ${destination}.`;
  throw new Failure(problem('PRV004', { detail, hint: `Write "${destination}/" when it is a folder.` }));
}

/** Packer's name for content that is sent to a folder. */
const CONTENT_NAME = 'pkr-file-content';

async function sendContent(context: ProvisionContext, options: FileOptions, content: Text): Promise<void> {
  const { communicator, reporter, signal } = context;
  const destination = getTarget(options.destination, CONTENT_NAME);
  reporter.say(`Uploading content => ${destination}`);
  const mode = getMode(options) ?? 0o600;
  await communicator.upload(Buffer.from(reveal(content)), destination, { mode, signal });
}

async function send(context: ProvisionContext, options: FileOptions, source: LocalFile): Promise<void> {
  const { communicator, reporter, signal } = context;
  const { given, path, stat } = source;
  const isFolder = stat.kind === 'directory';
  const destination = isFolder ? options.destination : getTarget(options.destination, basename(path));
  reporter.say(`Uploading ${given} => ${destination}`);
  if (isFolder) return communicator.uploadDirectory(path, destination, { signal });
  // Like git, an image knows only whether a file is a program: a umask must not make another image.
  const mode = getMode(options) ?? ((stat.mode & 0o111) === 0 ? 0o644 : 0o755);
  return sendFile(context, source, { destination, mode });
}

async function sendFile(
  { communicator, ports, reporter, signal }: ProvisionContext,
  { path, stat }: LocalFile,
  { destination, mode }: { readonly destination: string; readonly mode: number },
): Promise<void> {
  const item = basename(path);
  const about = { label: 'sending', unit: 'bytes', total: stat.size, item } as const;
  using activity = createActivities(reporter, ports.clock)(about);
  const bytes = countBytes(ports.files.stream(path) as AsyncIterable<Buffer>, activity);
  const content = Readable.from(bytes, { objectMode: false });
  await communicator.upload(content, destination, { mode, size: stat.size, signal });
}

function getTarget(destination: string, name: string): string {
  return destination.endsWith('/') ? `${destination}${name}` : destination;
}

function getMode({ mode }: FileOptions): number | undefined {
  return mode === undefined ? undefined : Number.parseInt(mode, 8);
}
