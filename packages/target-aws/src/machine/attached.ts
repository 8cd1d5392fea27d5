import type { Instance } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** The volume behind a name of a disk. @throws Failure when the machine has none of that name */
export function getVolume(
  { InstanceId: id, BlockDeviceMappings: mappings = [] }: Instance,
  device: string,
): string {
  const found = mappings.find(({ DeviceName }) => DeviceName === device)?.Ebs?.VolumeId;
  if (found !== undefined) return found;
  const names = mappings.map(({ DeviceName }) => DeviceName).join(', ');
  throw new Failure(
    problem('AWS013', {
      detail: `Volume ID for device ${device} not found: instance ${id} has ${names || 'no disks'}.`,
      hint: 'device_name must be one that AWS takes for the machine: /dev/sd[f-p] or /dev/xvd[b-c][a-z].',
    }),
  );
}
