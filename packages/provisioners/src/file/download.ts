import { basename, resolve } from 'node:path';
import type { ProvisionContext } from '@strata/sdk';
import type { FileOptions } from './schema';

/** Fetches every source from the machine; folders above the destination are made. */
export async function download(context: ProvisionContext, options: FileOptions): Promise<void> {
  for (const source of options.sources ?? [options.source ?? '']) await fetchOne(context, options, source);
}

async function fetchOne(context: ProvisionContext, options: FileOptions, source: string): Promise<void> {
  const { communicator, ports, reporter, signal, baseDirectory } = context;
  const { destination } = options;
  const folder = destination.endsWith('/');
  const target = resolve(
    baseDirectory,
    folder && !source.endsWith('/') ? `${destination}${basename(source)}` : destination,
  );
  reporter.say(`Downloading ${source} => ${destination}`);
  if (source.endsWith('/')) return communicator.downloadDirectory(source, target, { signal });
  return communicator.download(source, ports.files.sink(target), signal);
}
