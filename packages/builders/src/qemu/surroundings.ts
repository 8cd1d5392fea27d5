import { join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Checkpoints } from '@strata/sdk';
import { chooseAccelerator } from './accelerator';
import { getDisplay } from './display';
import type { Blueprint } from './launch';
import { getEnvironment } from './process/environment';
import { explainMissing } from './process/explain';
import type { Media } from './surrounding-steps';
import type { Work } from './work';

/** First line of what QEMU says of its version. @throws Failure when it is not there */
export async function getVersion({ context, options }: Work): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    await context.ports.processes.run({
      command: options.qemu_binary,
      args: ['--version'],
      env: getEnvironment(context.ports),
      signal: context.signal,
      onOutput: (_, data) => void chunks.push(data),
    });
  } catch (error) {
    throw error instanceof Failure ? explainMissing(error, options.qemu_binary) : error;
  }
  return Buffer.concat(chunks).toString().split('\n')[0] ?? '';
}

const getPath = ({ folder }: Checkpoints) => join(folder, 'accelerator');

/** What the kept machine ran on: it can only go on there. */
export async function recallAccelerator(
  { context, options }: Work,
  checkpoints: Checkpoints,
): Promise<string | undefined> {
  if (options.accelerator !== undefined) return options.accelerator;
  return context.ports.files.readText(getPath(checkpoints)).catch(() => undefined);
}

/** Chooses it, and remembers the choice for the next build. */
export async function findAccelerator({ context, options }: Work): Promise<string> {
  const found = await chooseAccelerator(context, options);
  if (context.checkpoints) await context.ports.files.write(getPath(context.checkpoints), found);
  return found;
}

/** What a blueprint is made of beside the options. */
interface Found {
  readonly accelerator: string;
  readonly start: string;
  readonly media: Media;
  readonly disks: readonly string[];
  readonly efi: Blueprint['efi'];
  readonly http: Blueprint['http'];
}

export function createBlueprint(work: Work, { start, media, ...found }: Found): Blueprint {
  const { context, name, options, outputDirectory } = work;
  const wantsControl = options.qmp_enable || options.vnc_use_password || Boolean(options.net_bridge);
  return {
    ...{ ...found, ...media, options, name, outputDirectory },
    iso: options.disk_image ? undefined : start,
    display: getDisplay(context.ports.environment, options),
    userControl: wantsControl
      ? resolve(context.baseDirectory, options.qmp_socket_path || join(outputDirectory, `${name}.monitor`))
      : undefined,
  };
}
