import { rm } from 'node:fs/promises';
import type { Work } from '../work';
import { convertDisk, isConverted } from './convert';
import { getDiskPaths } from './make';

/** Brings the disks of a machine that has ended into the form and the place of the artifact. */
export async function finishDisks(
  work: Work,
  { disks, backing }: { readonly disks: readonly string[]; readonly backing: string },
): Promise<void> {
  const targets = getDiskPaths(work);
  const pairs = disks.map((source, index) => ({ source, target: targets[index] ?? source, index }));
  // Disks that hold states stay where they are.
  const converted = pairs.filter(
    ({ source, target, index }) => source !== target || (index === 0 && isConverted(work)),
  );
  if (converted.length === 0) return;
  await work.context.step('stepConvertDisk', async () => {
    work.context.reporter.say('Converting hard drive...');
    for (const { source, target, index } of converted) {
      const keepsBacking = work.options.use_backing_file && index === 0 && source !== target;
      await convertDisk(work, { source, target, backing: keepsBacking ? backing : undefined });
    }
  });
}

/** Where only the work in the machine was wanted. Disks that hold states lie elsewhere, and stay. */
export async function dropDisks(work: Work): Promise<void> {
  for (const path of getDiskPaths(work)) await rm(path, { force: true });
}
