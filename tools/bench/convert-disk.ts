import { convertDisk } from '../../packages/layers/src/disk';
import type { DiskFormat } from '../../packages/sdk/src';

/** Writes a raw disk in a format, for cases that time it as a whole process: `INPUT OUTPUT FORMAT`. */
async function main([input = '', output = '', format = '']: readonly string[]): Promise<void> {
  await convertDisk({
    input,
    output,
    format: format as DiskFormat,
    name: 'bench',
    contentKey: 'bench',
    searchPath: process.env.PATH ?? '',
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
