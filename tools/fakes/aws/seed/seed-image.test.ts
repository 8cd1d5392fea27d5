import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockBytes } from '../blocks/block-map';
import { seedImage, startFakeAws } from '../index';

test('an image that was there before has what stands in a file, and nothing where that is zero', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fake-aws-seed-'));
  try {
    const disk = join(folder, 'disk');
    writeFileSync(
      disk,
      Buffer.concat([Buffer.alloc(blockBytes, 'a'), Buffer.alloc(blockBytes), Buffer.from('end')]),
    );
    await using fake = await startFakeAws();
    const id = await seedImage(fake.cloud, {
      region: 'eu-west-1',
      sizeGib: 1,
      disk,
      traits: { name: 'base' },
    });
    const { images, snapshots } = fake.cloud.region('eu-west-1');
    const { blocks } = snapshots.get(images.get(id).traits.mappings[0]?.Ebs?.SnapshotId ?? '');
    expect(blocks.entries().map(([index]) => index)).toEqual([0, 2]);
    const last = await fake.cloud.blocks.get(blocks.get(2) ?? '');
    expect([last.length, last.toString('latin1', 0, 4)]).toEqual([blockBytes, 'end\0']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
