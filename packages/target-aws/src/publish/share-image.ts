import type { LaunchPermission } from '@aws-sdk/client-ec2';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import type { Sharing } from './settings';

/** Lets others start machines from an image, and those alone who are named. */
export async function shareImage(
  context: AwsContext,
  region: string,
  { image, sharing }: { readonly image: FoundImage; readonly sharing: Sharing },
): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { region, what: image.name, isYoung: true };
  const there = await callAws(context, { ...call, action: 'DescribeImageAttribute' }, (options) =>
    ec2.describeImageAttribute({ ImageId: image.id, Attribute: 'launchPermission' }, options),
  );
  const { add, remove } = compare(there.LaunchPermissions ?? [], getPermissions(sharing));
  if (add.length + remove.length > 0)
    await callAws(context, { ...call, action: 'ModifyImageAttribute' }, (options) =>
      ec2.modifyImageAttribute(
        { ImageId: image.id, LaunchPermission: { ...getPart('Add', add), ...getPart('Remove', remove) } },
        options,
      ),
    );
  for (const id of image.snapshots) await shareSnapshot(context, region, { id, sharing });
}

/** Copies of one's own need the snapshot, too. It can be shared with accounts alone. */
async function shareSnapshot(
  context: AwsContext,
  region: string,
  { id, sharing }: { readonly id: string; readonly sharing: Sharing },
): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { region, what: id, isYoung: true };
  const there = await callAws(context, { ...call, action: 'DescribeSnapshotAttribute' }, (options) =>
    ec2.describeSnapshotAttribute({ SnapshotId: id, Attribute: 'createVolumePermission' }, options),
  );
  const wanted = sharing.withSnapshots ? sharing.accounts.map((account) => ({ UserId: account })) : [];
  const { add, remove } = compare(there.CreateVolumePermissions ?? [], wanted);
  if (add.length + remove.length === 0) return;
  await callAws(context, { ...call, action: 'ModifySnapshotAttribute' }, (options) =>
    ec2.modifySnapshotAttribute(
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
