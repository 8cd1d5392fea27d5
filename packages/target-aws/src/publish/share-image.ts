import type { CreateVolumePermission, LaunchPermission } from '@aws-sdk/client-ec2';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import type { Sharing } from './settings';

/** Whom an image is shared with. */
export interface SharedWith {
  readonly launch: readonly LaunchPermission[];
  /** Accounts that may also make volumes of its snapshots. */
  readonly volumes: readonly string[];
}

/** What is needed of an image to share it. */
export type SharedImage = Pick<FoundImage, 'id' | 'name' | 'snapshots'>;

/** Lets others start machines from an image, and those alone who are named. */
export function shareImage(
  context: AwsContext,
  region: string,
  { image, sharing }: { readonly image: SharedImage; readonly sharing: Sharing },
): Promise<void> {
  const volumes = sharing.withSnapshots ? sharing.accounts : [];
  return setSharing(context, region, { image, wanted: { launch: getPermissions(sharing), volumes } });
}

/** The same, as AWS says it. Copies of one's own need the snapshots, too; those can be shared with accounts alone. */
export async function setSharing(
  context: AwsContext,
  region: string,
  { image, wanted }: { readonly image: SharedImage; readonly wanted: SharedWith },
): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { action: 'ModifyImageAttribute', region, what: image.name, isYoung: true };
  const { add, remove } = compare(await readLaunch(context, region, image), wanted.launch);
  if (add.length + remove.length > 0)
    await callAws(context, call, (options) =>
      ec2.modifyImageAttribute(
        { ImageId: image.id, LaunchPermission: { ...getPart('Add', add), ...getPart('Remove', remove) } },
        options,
      ),
    );
  for (const id of image.snapshots) await shareSnapshot(context, region, { id, accounts: wanted.volumes });
}

/** Whom an image is shared with now. Its snapshots are shared alike. */
export async function readSharing(
  context: AwsContext,
  region: string,
  image: SharedImage,
): Promise<SharedWith> {
  const [snapshot] = image.snapshots;
  const there = snapshot === undefined ? [] : await readVolumes(context, region, snapshot);
  return {
    launch: await readLaunch(context, region, image),
    volumes: there.flatMap(({ UserId: account }) => account ?? []),
  };
}

async function readLaunch(
  context: AwsContext,
  region: string,
  { id, name }: SharedImage,
): Promise<readonly LaunchPermission[]> {
  const call = { action: 'DescribeImageAttribute', region, what: name, isYoung: true };
  const there = await callAws(context, call, (options) =>
    context.session
      .ec2(region)
      .describeImageAttribute({ ImageId: id, Attribute: 'launchPermission' }, options),
  );
  return there.LaunchPermissions ?? [];
}

async function readVolumes(
  context: AwsContext,
  region: string,
  id: string,
): Promise<readonly CreateVolumePermission[]> {
  const call = { action: 'DescribeSnapshotAttribute', region, what: id, isYoung: true };
  const there = await callAws(context, call, (options) =>
    context.session
      .ec2(region)
      .describeSnapshotAttribute({ SnapshotId: id, Attribute: 'createVolumePermission' }, options),
  );
  return there.CreateVolumePermissions ?? [];
}

async function shareSnapshot(
  context: AwsContext,
  region: string,
  { id, accounts }: { readonly id: string; readonly accounts: readonly string[] },
): Promise<void> {
  const wanted = accounts.map((account) => ({ UserId: account }));
  const { add, remove } = compare(await readVolumes(context, region, id), wanted);
  if (add.length + remove.length === 0) return;
  const call = { action: 'ModifySnapshotAttribute', region, what: id, isYoung: true };
  await callAws(context, call, (options) =>
    context.session.ec2(region).modifySnapshotAttribute(
      {
        SnapshotId: id,
        Attribute: 'createVolumePermission',
        CreateVolumePermission: { ...getPart('Add', add), ...getPart('Remove', remove) },
      },
      options,
    ),
  );
}

/** Whom an image is shared with, as AWS says it. */
export function getPermissions({
  accounts,
  organizations,
  organizationalUnits,
}: Sharing): readonly LaunchPermission[] {
  return [
    ...accounts.map((account): LaunchPermission => ({ UserId: account })),
    ...organizations.map((arn): LaunchPermission => ({ OrganizationArn: arn })),
    ...organizationalUnits.map((arn): LaunchPermission => ({ OrganizationalUnitArn: arn })),
  ];
}

interface Permission {
  readonly Group?: string | undefined;
  readonly UserId?: string | undefined;
  readonly OrganizationArn?: string | undefined;
  readonly OrganizationalUnitArn?: string | undefined;
}

/** What is missing, and what is too much. */
export function compare<T extends Permission>(there: readonly T[], wanted: readonly T[]) {
  const has = (all: readonly T[], one: T) => all.some((each) => getName(each) === getName(one));
  return {
    add: wanted.filter((each) => !has(there, each)),
    remove: there.filter((each) => !has(wanted, each)),
  };
}

/** No two kinds have names of one form. */
function getName({ Group, UserId, OrganizationArn, OrganizationalUnitArn }: Permission): string | undefined {
  return Group ?? UserId ?? OrganizationArn ?? OrganizationalUnitArn;
}

function getPart<K extends string, T>(name: K, permissions: readonly T[]) {
  return permissions.length > 0 ? { [name]: [...permissions] } : {};
}
