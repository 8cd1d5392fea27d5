import type { DescribeImagesRequest, Image } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import type { MachineOptions } from '../builders/fields/machine';
import { problem } from '../codes';
import { ask } from '../machine/ask';
import { describeFilters, toFilters } from '../machine/filters';
import type { SourceImage } from '../machine/source-image';
import type { Work } from '../machine/work';

type Options = MachineOptions & {
  readonly ena_support?: boolean | undefined;
  readonly sriov_support?: boolean | undefined;
  readonly ami_virtualization_type?: string | undefined;
};

/** Finds the image that the machine starts from: Packer's StepSourceAMIInfo. */
export async function findSourceImage(work: Work<Options>): Promise<SourceImage> {
  const { context, options, session, region } = work;
  const request = getRequest(options);
  const what = options.source_ami || describeFilters(request.Filters ?? []);
  const images: Image[] = [];
  let next: string | undefined;
  do {
    const page = { ...request, ...(next !== undefined && { NextToken: next }) };
    const call = { action: 'DescribeImages', what: `source image ${what}` };
    const answer = await ask(work, call, (o) => session.ec2(region).describeImages(page, o));
    images.push(...(answer.Images ?? []));
    next = answer.NextToken;
  } while (next);
  const image = choose(images, { options, what, region });
  context.reporter.say(`Found Image ID: ${image.ImageId}`);
  checkRootDevice(image);
  checkEnhancedNetworking(image, options);
  return image;
}

function getRequest({ source_ami: id, source_ami_filter: filter }: MachineOptions): DescribeImagesRequest {
  const owners = filter?.owners ?? [];
  const filters = toFilters(filter);
  return {
    IncludeDeprecated: filter?.include_deprecated ?? false,
    ...(id && { ImageIds: [id] }),
    ...(filters.length > 0 && { Filters: filters }),
    ...(owners.length > 0 && { Owners: [...owners] }),
  };
}

interface About {
  readonly options: Options;
  readonly what: string;
  readonly region: string;
}

function choose(images: readonly Image[], { options, what, region }: About): SourceImage {
  const isThere = (image: Image): image is SourceImage => image.ImageId !== undefined;
  const sorted = images
    .filter(isThere)
    .sort((one, other) => Date.parse(other.CreationDate ?? '') - Date.parse(one.CreationDate ?? ''));
  const [first, second] = sorted;
  if (!first)
    throw new Failure(
      problem('AWS051', {
        detail: `No AMI was found matching filters: ${what} in ${region}.`,
        hint: 'Ids and owners differ from region to region: look at the same filters with aws ec2 describe-images.',
      }),
    );
  if (second && !options.source_ami_filter?.most_recent)
    throw new Failure(
      problem('AWS051', {
        detail: `Your query returned more than one result: ${images.length} images match ${what}, such as ${first.ImageId} (${first.Name}) and ${second.ImageId} (${second.Name}).`,
        hint: 'Write most_recent = true for the newest, or narrower filters.',
      }),
    );
  return first;
}

function checkRootDevice({ ImageId: id, RootDeviceType: type }: Image): void {
  if (type === undefined || type === 'ebs') return;
  throw new Failure(
    problem('AWS051', {
      detail: `The provided source AMI has an invalid root device type: ${id} has "${type}", and needs "ebs".`,
      hint: 'Add root-device-type = "ebs" to the filters.',
    }),
  );
}

function checkEnhancedNetworking(image: SourceImage, options: Options): void {
  if (!options.ena_support && !options.sriov_support) return;
  const type = options.ami_virtualization_type || image.VirtualizationType;
  if (type === 'hvm') return;
  throw new Failure(
    problem('AWS051', {
      detail: `Cannot enable enhanced networking: ${image.ImageId} is "${type}", and only "hvm" has it.`,
      hint: 'Add virtualization-type = "hvm" to the filters, or take ena_support and sriov_support out.',
    }),
  );
}
