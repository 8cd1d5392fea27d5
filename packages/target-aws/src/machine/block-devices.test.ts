import { type BlockDevice, getNoEphemeral, toMapping } from './block-devices';

const plain: BlockDevice = {
  device_name: '/dev/sdb',
  volume_type: undefined,
  volume_size: undefined,
  snapshot_id: undefined,
  delete_on_termination: false,
  encrypted: undefined,
  kms_key_id: undefined,
  iops: undefined,
  throughput: undefined,
  virtual_name: undefined,
  no_device: false,
};

const create = (options: Partial<BlockDevice>) => toMapping({ ...plain, ...options });

test.each<[Partial<BlockDevice>, object]>([
  [{}, { DeleteOnTermination: false }],
  [
    { volume_type: 'gp3', volume_size: 20, iops: 4_000, throughput: 300 },
    { DeleteOnTermination: false, VolumeType: 'gp3', VolumeSize: 20, Iops: 4_000, Throughput: 300 },
  ],
  [
    { volume_type: 'gp2', iops: 4_000, throughput: 300 },
    { DeleteOnTermination: false, VolumeType: 'gp2' },
  ],
  [
    { encrypted: true, kms_key_id: 'k', snapshot_id: 's', delete_on_termination: true },
    { DeleteOnTermination: true, SnapshotId: 's', Encrypted: true, KmsKeyId: 'k' },
  ],
])('a disk of %j', (options, ebs) => {
  expect(create(options)).toEqual({ DeviceName: '/dev/sdb', Ebs: ebs });
});

test('a disk is taken away, or is a store of the instance', () => {
  expect(create({ no_device: true })).toEqual({ DeviceName: '/dev/sdb', NoDevice: '' });
  expect(create({ virtual_name: 'ephemeral0' })).toEqual({
    DeviceName: '/dev/sdb',
    VirtualName: 'ephemeral0',
  });
});

test('all stores of the instance are hidden from Windows', () => {
  const names = getNoEphemeral().map(({ DeviceName }) => DeviceName);
  expect([names.length, names[0], names.at(-1)]).toEqual([26, 'xvdca', 'xvdcz']);
});
