import type { LaunchPermission, ModifyImageAttributeRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { refuse } from '../../refusal';
import { isPublic } from './access';
import type { ImageRecord } from './record';

/** Adds and takes back launch permissions, given in either of the two ways that AWS has. */
export function changeLaunchPermissions(call: Call<ModifyImageAttributeRequest>, image: ImageRecord): void {
  const { added, removed } = readChanges(call.input);
  for (const permission of [...added, ...removed]) checkPermission(permission);
  if (added.length > 0) checkSharing(call, image, added);
  const before = image.launchPermissions.filter((one) => !includes(removed, one));
  const fresh = added.filter((one) => !includes(before, one));
  image.launchPermissions = [...before, ...fresh];
}

/** Lists of accounts beside permissions count for nothing: Packer sends both, and no kind of operation. */
function readChanges(input: ModifyImageAttributeRequest) {
  const { LaunchPermission: changes, OperationType: operation } = input;
  if (changes) return { added: changes.Add ?? [], removed: changes.Remove ?? [] };
  const listed: readonly LaunchPermission[] = [
    ...(input.UserIds ?? []).map((UserId) => ({ UserId })),
    ...(input.UserGroups ?? []).map(() => ({ Group: 'all' as const })),
    ...(input.OrganizationArns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(input.OrganizationalUnitArns ?? []).map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ];
  if (operation !== 'add' && operation !== 'remove')
    throw refuse('InvalidParameterValue', `The operation type '${operation}' is not valid`);
  return operation === 'add' ? { added: listed, removed: [] } : { added: [], removed: listed };
}

function includes(permissions: readonly LaunchPermission[], wanted: LaunchPermission): boolean {
  return permissions.some(
    (one) =>
      one.UserId === wanted.UserId &&
      one.Group === wanted.Group &&
      one.OrganizationArn === wanted.OrganizationArn &&
      one.OrganizationalUnitArn === wanted.OrganizationalUnitArn,
  );
}

/** Whom permissions can name, and how. */
const forms: readonly (readonly [keyof LaunchPermission, RegExp])[] = [
  ['UserId', /^\d{12}$/],
  ['Group', /^all$/],
  ['OrganizationArn', /^arn:aws[a-z-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/],
  [
    'OrganizationalUnitArn',
    /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/,
  ],
];

function checkPermission(permission: LaunchPermission): void {
  const given = forms.flatMap(([name, form]) => {
    const value = permission[name];
    return value === undefined ? [] : [{ name, value, form }];
  });
  const [one] = given;
  if (given.length !== 1 || !one)
    throw refuse(
      'InvalidParameterCombination',
      'A launch permission must have exactly one of userId, group, organizationArn and organizationalUnitArn',
    );
  if (!one.form.test(one.value))
    throw refuse(
      'InvalidAMIAttributeItemValue',
      `Invalid attribute item value "${one.value}" for ${one.name} item type.`,
    );
}

function checkSharing(
  { cloud, region, account }: Call<object>,
  image: ImageRecord,
  added: readonly LaunchPermission[],
): void {
  if (image.state !== 'available')
    throw refuse(
      'InvalidAMIID.Unavailable',
      `The image ID '${image.id}' is not available (it is ${image.state})`,
    );
  const snapshots = image.traits.mappings.flatMap(
    ({ Ebs }) => region.snapshots.find(Ebs?.SnapshotId ?? '') ?? [],
  );
  const defaultKey = region.kms.getDefault(account).arn;
  if (snapshots.some(({ kmsKeyId }) => kmsKeyId === defaultKey))
    throw refuse(
      'InvalidParameter',
      'Snapshots encrypted with the AWS Managed CMK can’t be shared. Specify another snapshot.',
    );
  if (!added.some(({ Group }) => Group !== undefined)) return;
  if (snapshots.some(({ encrypted }) => encrypted))
    throw refuse('InvalidParameter', 'Images with encrypted snapshots can’t be made public.');
  if (region.publicAccess.get(account) !== 'unblocked')
    throw refuse(
      'OperationNotPermitted',
      `You can't publicly share the image '${image.id}': block public access for AMIs is enabled for this account in ${region.name}.`,
    );
  const open = region.images.all().filter((one) => one.owner === account && one !== image && isPublic(one));
  if (open.length >= cloud.quotas.publicImages)
    throw refuse(
      'ResourceLimitExceeded',
      `You have reached the maximum number of public AMIs (${cloud.quotas.publicImages}).`,
    );
}
