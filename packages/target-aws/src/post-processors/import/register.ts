import type { LaunchPermission, PermissionGroup, RegisterImageRequest } from '@aws-sdk/client-ec2';
import { ask } from '../../machine/ask';
import { type MadeImage, toMadeImage } from '../../machine/made-image';
import { makeOnce } from '../../machine/make-once';
import { specifyTags, type Tags } from '../../machine/tags';
import { callAws } from '../../publish/call';
import { createImageWatch } from '../../publish/image-watch';
import { byBuild } from '../../resources/find-made';
import type { Import } from './import';

const ROOT = '/dev/xvda';

export interface Registration {
  readonly name: string;
  readonly snapshotId: string;
  readonly tags: Tags;
}

/** Makes an image of a snapshot. It must be noted before. */
export async function registerImage(work: Import, wish: Registration): Promise<MadeImage> {
  const { context, region, session, reach } = work;
  context.reporter.say(`Registering the AMI ${wish.name}...`);
  const ec2 = session.ec2(region);
  const request = createRequest(work, wish);
  const made = await makeOnce<{ readonly ImageId?: string | undefined }>(
    work,
    { action: 'RegisterImage', what: wish.name, isYoung: true },
    {
      find: async () => {
        const look = { action: 'DescribeImages', what: wish.name };
        const filters = { Filters: byBuild(reach), Owners: ['self'] };
        return (await ask(work, look, (o) => ec2.describeImages(filters, o))).Images?.[0];
      },
      make: (o) => ec2.registerImage(request, o),
    },
  );
  const id = made.ImageId ?? '';
  context.reporter.say(`AMI: ${id}`);
  const { snapshots } = await createImageWatch(work.aws, region).wait(id);
  return { ...toMadeImage(region, { ImageId: id }), snapshots };
}

function createRequest({ options }: Import, { name, snapshotId, tags }: Registration): RegisterImageRequest {
  const { ami_description: description, architecture, boot_mode: mode, imds_support: imds } = options;
  const usual = architecture === 'arm64' ? 'uefi' : 'legacy-bios';
  return {
    Name: name,
    ...(description && { Description: description }),
    Architecture: architecture as NonNullable<RegisterImageRequest['Architecture']>,
    VirtualizationType: 'hvm',
    EnaSupport: true,
    BootMode: (mode ?? usual) as NonNullable<RegisterImageRequest['BootMode']>,
    RootDeviceName: ROOT,
    BlockDeviceMappings: [{ DeviceName: ROOT, Ebs: { SnapshotId: snapshotId, DeleteOnTermination: true } }],
    ...(imds && { ImdsSupport: 'v2.0' as const }),
    TagSpecifications: specifyTags({ image: tags }),
  };
}

/** Lets others start machines from an image. */
export async function shareImage(
  { context, options, session }: Import,
  { region, id }: MadeImage,
): Promise<void> {
  const Add: LaunchPermission[] = [
    ...(options.ami_groups ?? []).map((Group) => ({ Group: Group as PermissionGroup })),
    ...(options.ami_users ?? []).map((UserId) => ({ UserId })),
    ...(options.ami_org_arns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(options.ami_ou_arns ?? []).map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ];
  if (Add.length === 0) return;
  context.reporter.say(`Modifying attributes on AMI (${id})...`);
  const { ports, signal } = context;
  const call = { action: 'ModifyImageAttribute', region, what: id, isYoung: true };
  await callAws({ clock: ports.clock, signal }, call, (o) =>
    session.ec2(region).modifyImageAttribute({ ImageId: id, LaunchPermission: { Add } }, o),
  );
}
