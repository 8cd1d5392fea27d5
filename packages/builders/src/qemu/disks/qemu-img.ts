import { Failure } from '@strata/diagnostics';
import type { PartContext } from '@strata/sdk';
import { problem } from '../../codes';
import { getEnvironment } from '../process/environment';
import { explainMissing } from '../process/explain';
import { createLastLines } from '../process/last-lines';

const PROGRAM = 'qemu-img';

/** How it ended, and the end of what it said. */
export interface ImgResult {
  readonly code: number | undefined;
  readonly said: string;
}

export async function tryQemuImg(
  { ports, signal }: Pick<PartContext, 'ports' | 'signal'>,
  args: readonly string[],
): Promise<ImgResult> {
  const lines = createLastLines();
  try {
    const { code } = await ports.processes.run({
      command: PROGRAM,
      args,
      env: getEnvironment(ports),
      signal,
      onOutput: (_, data) => lines.add(data),
    });
    return { code, said: lines.get() };
  } catch (error) {
    throw explainMissing(error, PROGRAM);
  }
}

/** @throws Failure with what it said */
export async function runQemuImg(
  context: Pick<PartContext, 'ports' | 'signal'>,
  args: readonly string[],
): Promise<void> {
  const { code, said } = await tryQemuImg(context, args);
  if (code === 0) return;
  throw new Failure(
    problem('BLD013', {
      detail: `${PROGRAM} ${args.join(' ')} ended with exit code ${code}. It said:\n${said}`,
      hint: getHint(said),
    }),
  );
}

function getHint(said: string): string {
  if (/no space left|quota/iu.test(said)) return 'Free some space on the disk of output_directory.';
  if (/lock/iu.test(said)) return 'Another QEMU has the disk open: wait for it, or end it.';
  if (/shrink/iu.test(said))
    return 'disk_size is less than the disk that it starts from has: give more, or set skip_resize_disk = true.';
  return 'Look at disk_size, format and qemu_img_args; qemu-img info tells what a disk is.';
}
