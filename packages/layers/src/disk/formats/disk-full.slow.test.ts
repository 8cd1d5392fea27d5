import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskFormat } from '@strata/sdk';
import { getProgramCommand } from '../../testing/from-source';
import { makeRawDisk } from '../../testing/raw-disk-fixture';
import { makeTemporaryStore } from '../../testing/temporary-store';

/** The 3 MiB of the disk that cannot be compressed do not fit. */
const small = '2m';

test.each<DiskFormat>(['raw', 'raw.zst', 'qcow2', 'vhd', 'vhdx', 'vmdk', 'ova', 'ovf', 'vmx'])(
  'a full disk is told where %s is written, and nothing is left there',
  async (format) => {
    await using box = await makeTemporaryStore();
    await using disk = await makeRawDisk();
    const full = join(box.folder, 'full');
    await mkdir(full);
    const request = { ...disk.request(format, 'out'), output: join(full, 'out') };
    const script = `mount -t tmpfs -o size=${small} tmpfs "$0"; "$@"; ls "$0"`;
    const { stdout, stderr } = await box.namespace.run({
      command: 'sh',
      args: ['-euc', script, full, ...getProgramCommand('convert-disk', JSON.stringify(request))],
    });
    expect(stderr.toString()).toBe('');
    const [told = '', ...left] = stdout.toString().trim().split('\n');
    expect(JSON.parse(told)).toMatchObject([
      { code: 'LAY122', hint: 'Free some space there, or choose another place.' },
    ]);
    expect(left).toEqual([]);
  },
);
