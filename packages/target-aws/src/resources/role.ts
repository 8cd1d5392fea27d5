import type { Tag } from '@aws-sdk/client-iam';
import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { BUILD_TAG } from '../machine/tags';
import { askToRemove } from './ask';
import { ignoreAbsent } from './ignore-absent';
import { openReach, type Reach } from './reach';

type Named = Reach & { readonly name: string };

/** The role of a build's machine, with its policies. IAM has no filters: it is found by its name and known by its tag. */
export const roleKind: ResourceKind<Named> = {
  kind: 'aws-role',
  async remove(context, { name, ...reach }) {
    const iam = (await openReach(context, reach)).iam();
    const call = { what: `role ${name}` };
    const found = await getIfThere(context, { ...call, action: 'GetRole' }, (o) =>
      iam.getRole({ RoleName: name }, o),
    );
    if (!isMade(found?.Role?.Tags, reach)) return;
    context.reporter.say('Deleting temporary role...');
    const policies = await getIfThere(context, { ...call, action: 'ListRolePolicies' }, (o) =>
      iam.listRolePolicies({ RoleName: name }, o),
    );
    for (const policy of policies?.PolicyNames ?? []) {
      const removal = askToRemove(context, { ...call, action: 'DeleteRolePolicy' }, (o) =>
        iam.deleteRolePolicy({ RoleName: name, PolicyName: policy }, o),
      );
      await ignoreAbsent(removal);
    }
    await ignoreAbsent(
      askToRemove(context, { ...call, action: 'DeleteRole' }, (o) => iam.deleteRole({ RoleName: name }, o)),
    );
  },
};

/** The instance profile that gave the machine its role. */
export const profileKind: ResourceKind<Named> = {
  kind: 'aws-instance-profile',
  async remove(context, { name, ...reach }) {
    const iam = (await openReach(context, reach)).iam();
    const call = { what: `instance profile ${name}` };
    const found = await getIfThere(context, { ...call, action: 'GetInstanceProfile' }, (o) =>
      iam.getInstanceProfile({ InstanceProfileName: name }, o),
    );
    if (!isMade(found?.InstanceProfile?.Tags, reach)) return;
    for (const { RoleName: role } of found?.InstanceProfile?.Roles ?? []) {
      context.reporter.say('Detaching temporary role from instance profile...');
      const removal = askToRemove(context, { ...call, action: 'RemoveRoleFromInstanceProfile' }, (o) =>
        iam.removeRoleFromInstanceProfile({ InstanceProfileName: name, RoleName: role }, o),
      );
      await ignoreAbsent(removal);
    }
    context.reporter.say('Deleting temporary instance profile...');
    const removal = askToRemove(context, { ...call, action: 'DeleteInstanceProfile' }, (o) =>
      iam.deleteInstanceProfile({ InstanceProfileName: name }, o),
    );
    await ignoreAbsent(removal);
  },
};

function isMade(tags: readonly Tag[] | undefined, { build }: Reach): boolean {
  return tags?.some(({ Key, Value }) => Key === BUILD_TAG && Value === build) ?? false;
}

async function getIfThere<T>(
  context: RemoveContext,
  ...[call, make]: [Parameters<typeof askToRemove<T>>[1], Parameters<typeof askToRemove<T>>[2]]
): Promise<T | undefined> {
  try {
    return await askToRemove(context, call, make);
  } catch (error) {
    if (classifyAws(error instanceof Failure ? error.cause : error) === 'not-found') return undefined;
    throw error;
  }
}
