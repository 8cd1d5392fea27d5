import type { RegisterImageRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { hasAwsCode, toAwsFailure } from '../errors';
import { adoptImage } from './adopt-image';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { DiskSnapshot } from './find-snapshot';
import type { Registration } from './settings';
import { tagNames, toAwsTags } from './tags';
import type { RegionWish } from './wish';

/** The name by which machines of today's types know their first disk does not matter; it must be the same twice. */
const rootDevice = '/dev/xvda';

/**
 * Makes an image of a snapshot. There is no token for this call: when the name is taken, which is what a lost answer and a
 * killed run lead to, the image of that name and key is the one.
 *
 * @returns its id
 * @throws Failure AWS081 when another image has the name
 */
export async function registerImage(
  context: AwsContext,
  {
    wish,
    snapshot,
    registration,
  }: {
    readonly wish: RegionWish;
    readonly snapshot: DiskSnapshot;
    readonly registration: Registration;
  },
): Promise<string> {
  const { region, name } = wish;
  const request = { action: 'RegisterImage', region, what: name };
  try {
    const answer = await callAws(context, { ...request, isYoung: true }, (options) =>
      context.session.ec2(region).registerImage(getRequest(wish, snapshot, registration), options),
    );
    if (answer.ImageId === undefined) throw new Error('RegisterImage answered no image');
    return answer.ImageId;
  } catch (error) {
    const cause = error instanceof Failure ? error.cause : error;
    if (!hasAwsCode(cause, 'InvalidAMIName.Duplicate')) throw toAwsFailure(error, request);
    return adoptImage(context, wish);
  }
}

function getRequest(
  { name, tags }: RegionWish,
  snapshot: DiskSnapshot,
  registration: Registration,
): RegisterImageRequest {
  const { architecture, isImdsV2, hasTpm, uefiData } = registration;
  return {
    Name: name,
    Description: name,
    Architecture: architecture,
    // Not what AWS takes by itself: i386 and paravirtual.
    VirtualizationType: 'hvm',
    EnaSupport: true,
    BootMode: getBootMode(registration),
    RootDeviceName: rootDevice,
    BlockDeviceMappings: [
      {
        DeviceName: rootDevice,
        Ebs: { SnapshotId: snapshot.id, VolumeType: 'gp3', DeleteOnTermination: true },
      },
    ],
    ...(isImdsV2 && { ImdsSupport: 'v2.0' }),
    ...(hasTpm && { TpmSupport: 'v2.0' }),
    ...(uefiData !== undefined && { UefiData: uefiData }),
    TagSpecifications: [
      { ResourceType: 'image', Tags: toAwsTags({ ...tags, [tagNames.disk]: snapshot.disk }) },
    ],
  };
}

/** UEFI's variables and a TPM are there for machines of UEFI alone. */
function getBootMode({ architecture, firmware, hasTpm, uefiData }: Registration) {
  if (architecture === 'arm64' || firmware === 'uefi' || hasTpm || uefiData !== undefined) return 'uefi';
  return firmware === 'bios' ? 'legacy-bios' : 'uefi-preferred';
}
