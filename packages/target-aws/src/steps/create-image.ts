import type { BlockDeviceMapping, CreateImageRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { classifyAws } from '../errors';
import { ask } from '../machine/ask';
import type { ImageTags } from '../machine/image-tags';
import type { MadeImage, Part } from '../machine/made-image';
import { makeOnce } from '../machine/make-once';
import { specifyTags } from '../machine/tags';
import type { Work } from '../machine/work';
import { byBuild } from '../resources/find-made';
import { patience, tryAgain } from '../wait';
import type { Machine } from './run-instance';
import { waitForImage } from './wait-for-image';

/** A stopped machine may not be known as stopped everywhere yet. Source: Packer waits as long. */
const SETTLE = { limit: 900_000, firstDelay: 1_000, longestDelay: 30_000 };

export interface ImageWish {
  readonly machine: Machine;
  readonly name: string;
  readonly part: Part;
  readonly description?: string | undefined;
  readonly mappings: readonly BlockDeviceMapping[];
  readonly tags: ImageTags;
}

/** Makes an image of a machine's disks: Packer's stepCreateAMI. It must be noted before. */
export async function createImage(work: Work, wish: ImageWish): Promise<MadeImage> {
  const { context, region } = work;
  const { reporter } = context;
  reporter.say(`Creating AMI ${wish.name} from instance ${wish.machine.InstanceId}`);
  const request = { action: 'CreateImage', region, what: wish.name };
  const isWorthAnother = (error: unknown) =>
    classifyAws(error instanceof Failure ? error.cause : error) === 'state';
  const id = await tryAgain(context, { request, patience: SETTLE, isWorthAnother }, () =>
    makeOnly(work, wish),
  );
  reporter.say(`AMI: ${id}`);
  reporter.say('Waiting for AMI to become ready...');
  return waitForImage(work, { region, id, usual: patience.image });
}

async function makeOnly(work: Work, wish: ImageWish): Promise<string> {
  const ec2 = work.session.ec2(work.region);
  const request = createRequest(wish);
  const made = await makeOnce(
    work,
    { action: 'CreateImage', what: wish.name },
    { find: () => findMadeImage(work, wish.part), make: (o) => ec2.createImage(request, o) },
  );
  return made.ImageId ?? '';
}

function createRequest({ machine, name, description, mappings, tags }: ImageWish): CreateImageRequest {
  return {
    InstanceId: machine.InstanceId,
    Name: name,
    ...(description && { Description: description }),
    ...(mappings.length > 0 && { BlockDeviceMappings: [...mappings] }),
    TagSpecifications: specifyTags({ image: tags.image, snapshot: tags.snapshot }),
  };
}

/** What the build has made in the machine's region already. */
export async function findMadeImage(work: Work, part: Part) {
  const { reach, region, session } = work;
  const call = { action: 'DescribeImages', what: `the image of ${reach.build}` };
  const request = { Filters: byBuild(reach, part), Owners: ['self'] };
  return (await ask(work, call, (o) => session.ec2(region).describeImages(request, o))).Images?.[0];
}
