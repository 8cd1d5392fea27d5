import type {
  CreateVolumePermission,
  LaunchPermission,
  ModifyImageAttributeRequest,
  PermissionGroup,
} from '@aws-sdk/client-ec2';
import type { ImageOptions } from '../machine/image-options';
import type { MadeImage } from '../machine/made-image';
import type { Work } from '../machine/work';
import { type Call, type CallOptions, callAws } from '../publish/call';

/** Asks for something about an image that is young: its region may not know it everywhere yet. */
function askAbout<T>(
  { context: { ports, signal } }: Work,
  { region, id }: Pick<MadeImage, 'region' | 'id'>,
  action: string,
  make: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const call: Call = { action, region, what: id, isYoung: true };
  return callAws({ clock: ports.clock, signal }, call, make);
}

/** Says when images count as deprecated: Packer's StepEnableDeprecation. */
export async function deprecate(work: Work<ImageOptions>, images: readonly MadeImage[]): Promise<void> {
  const { context, options, session } = work;
  if (!options.deprecate_at) return;
  const DeprecateAt = new Date(options.deprecate_at);
  for (const image of images) {
    context.reporter.say(`Enabling deprecation on AMI (${image.id})...`);
    const ec2 = session.ec2(image.region);
    await askAbout(work, image, 'EnableImageDeprecation', (o) =>
      ec2.enableImageDeprecation({ ImageId: image.id, DeprecateAt }, o),
    );
  }
}

/** Protects images from being deregistered: Packer's StepEnableDeregistrationProtection. */
export async function protect(work: Work<ImageOptions>, images: readonly MadeImage[]): Promise<void> {
  const { context, options, session } = work;
  const { enabled = false, with_cooldown: WithCooldown = false } = options.deregistration_protection ?? {};
  if (!enabled && !WithCooldown) return;
  for (const image of images) {
    context.reporter.say(`Enabling deregistration protection on AMI (${image.id})...`);
    const ec2 = session.ec2(image.region);
    await askAbout(work, image, 'EnableImageDeregistrationProtection', (o) =>
      ec2.enableImageDeregistrationProtection({ ImageId: image.id, WithCooldown }, o),
    );
  }
}

/** Shares images and their snapshots, and says the rest about them: Packer's StepModifyAMIAttributes. */
export async function modifyImages(work: Work<ImageOptions>, images: readonly MadeImage[]): Promise<void> {
  const requests = getImageRequests(work.options);
  const permissions = getVolumePermissions(work.options);
  for (const image of images) {
    if (requests.length > 0) work.context.reporter.say(`Modifying attributes on AMI (${image.id})...`);
    const ec2 = work.session.ec2(image.region);
    for (const request of requests)
      await askAbout(work, image, 'ModifyImageAttribute', (o) =>
        ec2.modifyImageAttribute({ ...request, ImageId: image.id }, o),
      );
    if (permissions.length > 0) await shareSnapshots(work, image, permissions);
  }
}

function getImageRequests(options: ImageOptions): readonly Omit<ModifyImageAttributeRequest, 'ImageId'>[] {
  const launch: LaunchPermission[] = [
    ...(options.ami_groups ?? []).map((Group) => ({ Group: Group as PermissionGroup })),
    ...(options.ami_users ?? []).map((UserId) => ({ UserId })),
    ...(options.ami_org_arns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(options.ami_ou_arns ?? []).map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ];
  const codes = options.ami_product_codes ?? [];
  return [
    ...(launch.length > 0 ? [{ LaunchPermission: { Add: launch } }] : []),
    ...(codes.length > 0 ? [{ Attribute: 'productCodes', ProductCodes: [...codes] }] : []),
    ...(options.imds_support ? [{ ImdsSupport: { Value: options.imds_support } }] : []),
  ];
}

function getVolumePermissions(options: ImageOptions): readonly CreateVolumePermission[] {
  return [
    ...(options.snapshot_groups ?? []).map((Group) => ({ Group: Group as PermissionGroup })),
    ...(options.snapshot_users ?? []).map((UserId) => ({ UserId })),
  ];
}

async function shareSnapshots(
  work: Work,
  { region, snapshots }: MadeImage,
  permissions: readonly CreateVolumePermission[],
): Promise<void> {
  const { context, session } = work;
  for (const id of snapshots) {
    context.reporter.say(`Modifying attributes on snapshot (${id})...`);
    const request = { SnapshotId: id, CreateVolumePermission: { Add: [...permissions] } };
    await askAbout(work, { region, id }, 'ModifySnapshotAttribute', (o) =>
      session.ec2(region).modifySnapshotAttribute(request, o),
    );
  }
}
