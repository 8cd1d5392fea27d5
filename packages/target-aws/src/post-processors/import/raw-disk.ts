import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { PostProcessContext } from '@strata/sdk';
import { problem } from '../../codes';
import { findDiskMember } from '../../snapshot';

import type { DiskFormat } from './schema';

/** A raw disk with what a disk of some format holds. */
export interface RawDisk {
  /** Absolute. */
  readonly path: string;
  /** Removes it when it was made for this alone. */
  remove(): Promise<void>;
}

/** Formats as qemu-img calls them. */
const DRIVERS: Readonly<Record<Exclude<DiskFormat, 'raw' | 'ova'>, string>> = {
  vmdk: 'vmdk',
  vhd: 'vpc',
  vhdx: 'vhdx',
  qcow2: 'qcow2',
};

/** @throws Failure AWS073 when qemu-img is missing or cannot read the disk */
export async function unpackDisk(
  context: PostProcessContext,
  { path, format }: { readonly path: string; readonly format: DiskFormat },
): Promise<RawDisk> {
  if (format === 'raw') return { path, remove: async () => {} };
  const output = join(context.scratch, 'import.raw');
  const input = await describeInput(path, format);
  context.reporter.say(`Unpacking ${path}`);
  await runQemuImg(context, ['convert', '-O', 'raw', ...input, output], path);
  return { path: output, remove: () => context.ports.files.remove(output) };
}

/** A disk inside an OVA is read where it lies. */
async function describeInput(path: string, format: Exclude<DiskFormat, 'raw'>): Promise<readonly string[]> {
  if (format !== 'ova') return ['-f', DRIVERS[format], path];
  const { offset, size } = await findDiskMember(path);
  const file = { driver: 'file', filename: path };
  return [`json:${JSON.stringify({ driver: 'vmdk', file: { driver: 'raw', offset, size, file } })}`];
}

const LAST_WORDS = 400;

async function runQemuImg(
  { ports, signal }: PostProcessContext,
  args: readonly string[],
  path: string,
): Promise<void> {
  const { PATH = '' } = ports.environment.variables;
  let said = '';
  const ended = await ports.processes
    .run({
      ...{ command: 'qemu-img', args, env: { PATH }, signal },
      onOutput: (_, data) => {
        said += data.toString('utf8');
      },
    })
    .catch((cause: Error) => {
      signal.throwIfAborted();
      throw failed(path, `it could not be started: ${cause.message}`, cause);
    });
  signal.throwIfAborted();
  if (ended.code !== 0) throw failed(path, said.trim().slice(-LAST_WORDS));
}

function failed(path: string, why: string, cause?: unknown): Failure {
  return new Failure(
    problem('AWS073', {
      detail: `qemu-img cannot unpack ${path}: ${why}.`,
      hint: 'Install qemu-utils, see that format says what the disk is, and that there is room for it.',
    }),
    { cause },
  );
}
