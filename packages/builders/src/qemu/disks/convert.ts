import { rename } from 'node:fs/promises';
import type { Work } from '../work';
import { runQemuImg, tryQemuImg } from './qemu-img';

/** A QEMU that was killed gives its locks back a moment later. */
const TRIES = 10;
const BETWEEN_TRIES = 200;

/** Whether the finished disk is written anew: without what was freed, or compressed. */
export function isConverted({ options }: Work): boolean {
  const {
    format,
    use_backing_file: backing,
    skip_compaction: skipped,
    disk_compression: compressed,
  } = options;
  return format === 'qcow2' && ((!skipped && !backing) || compressed);
}

/** A disk that is written anew: whence, where to, which may be the same, and what stays below it. */
interface Conversion {
  readonly source: string;
  readonly target: string;
  readonly backing?: string | undefined;
}

export async function convertDisk(work: Work, { source, target, backing }: Conversion): Promise<void> {
  const { context, options } = work;
  const draft = `${target}.convert`;
  const args = [
    'convert',
    ...(options.disk_compression && options.format === 'qcow2' ? ['-c'] : []),
    ...(options.qemu_img_args?.convert ?? []),
    ...(backing === undefined ? [] : ['-B', backing, '-F', 'qcow2']),
    ...['-O', options.format, source, draft],
  ];
  for (let tries = 1; tries < TRIES; tries++) {
    const { code, said } = await tryQemuImg(context, args);
    if (code === 0) return rename(draft, target);
    if (!/failed to get .* lock/iu.test(said)) break;
    await context.ports.clock.sleep(BETWEEN_TRIES, context.signal);
  }
  await runQemuImg(context, args);
  await rename(draft, target);
}
