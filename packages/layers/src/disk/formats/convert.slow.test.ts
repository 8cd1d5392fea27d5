import { execFileSync } from 'node:child_process';
import { appendFile, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type DiskFormat, diskFormats } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { makeRawDisk } from '../../testing/raw-disk-fixture';
import { convertDisk } from './convert';

const gibibyte = 2 ** 30;

async function getProblem(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error.diagnostics[0];
  throw error ?? new Error('it went well');
}

/** How QEMU calls the formats that it reads by itself. */
const readable: readonly (readonly [DiskFormat, string])[] = [
  ['raw', 'raw'],
  ['qcow2', 'qcow2'],
  ['vhd', 'vpc'],
  ['vhdx', 'vhdx'],
  ['vmdk', 'vmdk'],
];

describe.each(readable)('a disk as %s', (format, driver) => {
  test('is what QEMU reads back as the same disk', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request(format, 'out'));
    const { 'virtual-size': size } = JSON.parse(disk.qemuImg('info', '--output=json', '-f', driver, 'out'));
    expect(size).toBe((await stat(disk.path)).size);
    expect(disk.qemuImg('compare', '-f', 'raw', '-F', driver, 'disk.raw', 'out')).toBe(
      'Images are identical.\n',
    );
  });
});

describe.each(diskFormats)('a disk as %s', (format) => {
  test('is written as the same bytes twice', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request(format, 'one'));
    await convertDisk(disk.request(format, 'two'));
    expect(await disk.digests('one')).toEqual(await disk.digests('two'));
  });

  test('costs next to nothing for holes of many GiB', async () => {
    await using disk = await makeRawDisk({ size: 200 * gibibyte });
    const reporter = createRecordingReporter();
    const startActivity = createActivities(reporter, createFakeClock(0));
    await convertDisk({ ...disk.request(format, 'out'), startActivity });
    expect(reporter.progressed.at(-1)).toMatchObject({ unit: 'bytes', ended: true });
    expect(await disk.usedBytes('out')).toBeLessThan(64 * 2 ** 20);
  });

  test('leaves nothing when it is cancelled', async () => {
    await using disk = await makeRawDisk();
    const controller = new AbortController();
    const request = { ...disk.request(format, 'out'), signal: controller.signal };
    const startActivity = createActivities(createRecordingReporter(), createFakeClock(0));
    const work = convertDisk({
      ...request,
      startActivity: (about) => {
        controller.abort(new Error('cancelled by the test'));
        return startActivity(about);
      },
    });
    await expect(work).rejects.toThrow('cancelled by the test');
    expect(await readdir(disk.folder)).toEqual(['disk.raw']);
  });

  test('is told from a disk that is missing or none, and leaves nothing', async () => {
    await using disk = await makeRawDisk();
    await appendFile(disk.path, 'x');
    expect(await getProblem(convertDisk(disk.request(format, 'out')))).toMatchObject({
      code: 'LAY120',
      detail: expect.stringContaining('whole number of sectors'),
    });
    await rm(disk.path);
    expect(await getProblem(convertDisk(disk.request(format, 'out')))).toMatchObject({ code: 'LAY120' });
    expect(await readdir(disk.folder)).toEqual([]);
  });

  test('is not written over something else', async () => {
    await using disk = await makeRawDisk();
    await writeFile(join(disk.folder, 'out'), 'mine');
    expect(await getProblem(convertDisk(disk.request(format, 'out')))).toMatchObject({ code: 'LAY122' });
    expect((await readdir(disk.folder)).sort()).toEqual(['disk.raw', 'out']);
  });
});

describe('a VMDK', () => {
  test('has no faults that QEMU finds', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request('vmdk', 'out.vmdk'));
    expect(disk.qemuImg('check', 'out.vmdk')).toContain('No errors were found');
    const { 'format-specific': specific } = JSON.parse(disk.qemuImg('info', '--output=json', 'out.vmdk'));
    expect(specific.data['create-type']).toBe('streamOptimized');
  });

  test('can be of a disk that ends within a grain', async () => {
    await using disk = await makeRawDisk();
    await truncate(disk.path, 41 * 2 ** 20 + 512);
    await convertDisk(disk.request('vmdk', 'out.vmdk'));
    expect(disk.qemuImg('compare', '-f', 'raw', 'disk.raw', 'out.vmdk')).toBe('Images are identical.\n');
  });
});

describe('a fixed VHD', () => {
  test('differs from what QEMU writes for Azure only in who made it and when', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request('vhd', 'ours'));
    disk.qemuImg('convert', '-O', 'vpc', '-o', 'subformat=fixed,force_size=on', 'disk.raw', 'theirs');
    const [ours, theirs] = await Promise.all([disk.tail('ours', 512), disk.tail('theirs', 512)]);
    expect((await stat(join(disk.folder, 'ours'))).size).toBe((await stat(join(disk.folder, 'theirs'))).size);
    for (const footer of [ours, theirs]) {
      for (const [start, end] of [timeAndCreator, checksumAndUuid]) footer.fill(0, start, end);
    }
    expect(ours).toEqual(theirs);
  });

  test('is of whole MiB only, and says of which', async () => {
    await using disk = await makeRawDisk();
    await truncate(disk.path, 41 * 2 ** 20 + 512);
    expect(await getProblem(convertDisk(disk.request('vhd', 'out')))).toMatchObject({
      code: 'LAY121',
      hint: 'Make the disk 42 MiB large.',
    });
  });
});

/** Of the footer of a VHD, in bytes. */
const timeAndCreator = [24, 36] as const;
const checksumAndUuid = [64, 84] as const;

describe('a VHDX', () => {
  test('has no faults that QEMU finds', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request('vhdx', 'out.vhdx'));
    expect(disk.qemuImg('check', '-f', 'vhdx', 'out.vhdx')).toContain('No errors were found');
  });

  test('has blocks behind the first chunk in their places', async () => {
    await using disk = await makeRawDisk({ size: 5 * gibibyte });
    await convertDisk(disk.request('vhdx', 'out'));
    expect(disk.qemuImg('compare', '-f', 'raw', '-F', 'vhdx', 'disk.raw', 'out')).toBe(
      'Images are identical.\n',
    );
  });
});

describe('a qcow2', () => {
  test('can be compressed, again as the same disk and the same bytes', async () => {
    await using disk = await makeRawDisk();
    const qcow2 = { kind: 'zstd' } as const;
    await convertDisk({ ...disk.request('qcow2', 'one'), qcow2 });
    await convertDisk({ ...disk.request('qcow2', 'two'), qcow2 });
    expect(await disk.digests('one')).toEqual(await disk.digests('two'));
    expect(disk.qemuImg('compare', '-f', 'raw', 'disk.raw', 'one')).toBe('Images are identical.\n');
    const { 'format-specific': specific } = JSON.parse(disk.qemuImg('info', '--output=json', 'one'));
    expect(specific.data['compression-type']).toBe('zstd');
  });

  test('over that of its parent holds only what differs, and finds the parent beside it', async () => {
    await using disk = await makeRawDisk();
    await convertDisk(disk.request('qcow2', 'parent.qcow2'));
    await change(disk.path);
    const backing = join(disk.folder, 'parent.qcow2');
    const qcow2 = { kind: 'overlay', backing, recordAs: 'parent.qcow2' } as const;
    await convertDisk({ ...disk.request('qcow2', 'one'), qcow2 });
    await convertDisk({ ...disk.request('qcow2', 'two'), qcow2 });
    expect(await disk.digests('one')).toEqual(await disk.digests('two'));
    expect(disk.qemuImg('compare', '-f', 'raw', 'disk.raw', 'one')).toBe('Images are identical.\n');
    expect(await disk.usedBytes('one')).toBeLessThan(2 ** 20);
    expect(JSON.parse(disk.qemuImg('info', '--output=json', 'one'))['backing-filename']).toBe('parent.qcow2');
  });

  test('without qemu-img is told with the package that has it', async () => {
    await using disk = await makeRawDisk();
    const request = { ...disk.request('qcow2', 'out'), searchPath: disk.folder };
    expect(await getProblem(convertDisk(request))).toMatchObject({
      code: 'LAY009',
      hint: expect.stringContaining('apt-get install qemu-utils'),
    });
    expect(await readdir(disk.folder)).toEqual(['disk.raw']);
  });

  test('is ended with its program when it is cancelled in the middle', async () => {
    await using disk = await makeRawDisk();
    const controller = new AbortController();
    const startActivity = () => ({
      add: () => undefined,
      set: () => controller.abort(new Error('cancelled by the test')),
      end: () => undefined,
      [Symbol.dispose]: () => undefined,
    });
    const request = { ...disk.request('qcow2', 'out'), signal: controller.signal, startActivity };
    await expect(convertDisk(request)).rejects.toThrow('cancelled by the test');
    expect(await readdir(disk.folder)).toEqual(['disk.raw']);
  });
});

/** Writes over a few bytes where there was something, and where there was nothing. */
async function change(path: string): Promise<void> {
  await using handle = await open(path, 'r+');
  await handle.write('changed', 1000);
  await handle.write('changed', 30 * 2 ** 20);
}

describe('a seekable zstd', () => {
  test('is the disk when it is decompressed, holes and all', async () => {
    await using disk = await makeRawDisk({ size: 97 * 2 ** 20 });
    await convertDisk(disk.request('raw.zst', 'out.zst'));
    execFileSync('zstd', ['-qd', 'out.zst', '-o', 'back'], { cwd: disk.folder });
    expect(await disk.digests('back')).toEqual(await disk.digests('disk.raw'));
    // 24 pieces of 4 MiB and one of 1 MiB, as the footer of the table says.
    expect((await disk.tail('out.zst', 9)).readUInt32LE(0)).toBe(25);
  });
});
