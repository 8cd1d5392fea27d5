import { getPlaceholderValues, hasCloudInit } from './source-image';

test('templates read the source by the names of Packer', () => {
  const image = {
    ImageId: 'ami-1',
    Name: 'debian-12',
    CreationDate: '2026-01-02T03:04:05.000Z',
    OwnerId: '136693071363',
    Tags: [{ Key: 'OS', Value: 'Debian' }],
  };
  expect(getPlaceholderValues('eu-west-1', image)).toEqual({
    BuildRegion: 'eu-west-1',
    SourceAMI: 'ami-1',
    SourceAMIName: 'debian-12',
    SourceAMICreationDate: '2026-01-02T03:04:05.000Z',
    SourceAMIOwner: '136693071363',
    SourceAMIOwnerName: '',
    'SourceAMITags.OS': 'Debian',
  });
});

test.each([
  [{ Name: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260101' }, true],
  [{ Name: 'al2023-ami-2023.6.20260101.0-kernel-6.1-x86_64' }, true],
  [{ Name: 'RHEL-9.4.0_HVM-20260101-x86_64' }, true],
  [{ Name: 'own', Description: 'Debian 12 with our agent' }, true],
  [{ Name: 'web-42' }, false],
  [{ Name: 'bottlerocket-aws-k8s-1.30-x86_64-v1.20.0' }, false],
  [{ Name: 'Windows_Server-2022-English-Core-ECS_Optimized', Platform: 'windows' as 'Windows' }, false],
])('whether a machine of %j reads user data of ours: %s', (image, expected) => {
  expect(hasCloudInit(image)).toBe(expected);
});
