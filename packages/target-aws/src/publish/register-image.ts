import type { RegisterImageRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { hasAwsCode, toAwsFailure } from '../errors';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { DiskSnapshot } from './find-snapshot';
import { listImages } from './list-images';
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
    return adopt(context, wish);
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

const second = 1000;
const between = 5 * second;
/** An image that was made a moment ago may not be told of yet, though its name is taken. */
const knownWithin = 180 * second;

async function adopt(context: AwsContext, { region, name, key }: RegionWish): Promise<string> {
  const begun = context.clock.now();
  for (;;) {
    const [image] = await listImages(context, region, [{ Name: 'name', Values: [name] }]);
    if (image?.key === key) return image.id;
    if (image || context.clock.now() - begun > knownWithin) throw taken(region, name, image?.id);
    await context.clock.sleep(between, context.signal);
  }
}

function taken(region: string, name: string, id: string | undefined): Failure {
  return new Failure(
    problem('AWS081', {
      detail: `Another image in ${region} has the name ${name} already${id === undefined ? '' : `: ${id}`}.`,
      hint: 'Give images of this destination other names ("name" in destinations.json), or remove the other image.',
    }),
  );
}
