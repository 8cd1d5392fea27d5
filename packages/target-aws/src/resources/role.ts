import type { Tag } from '@aws-sdk/client-iam';
import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { BUILD_TAG } from '../machine/tags';
import { askToRemove } from './ask';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

type Named = Reach & { readonly name: string };

/** The role of a build's machine, with its policies. IAM has no filters: it is found by its name and known by its tag. */
export const roleKind: ResourceKind<Named> = {
  kind: 'aws-role',
  async remove(context, { name, ...reach }) {
    const iam = (await openReach(context, reach)).iam();
    const call = { what: `role ${name}` };
    const look = async () => {
      const found = await getIfThere(context, { ...call, action: 'GetRole' }, (o) =>
        iam.getRole({ RoleName: name }, o),
      );
      return isMade(found?.Role?.Tags, reach) ? [name] : [];
    };
    await removeMade(context, look, async () => {
      context.reporter.say('Deleting temporary role...');
      const { PolicyNames: policies = [] } = await askToRemove(
        context,
        { ...call, action: 'ListRolePolicies' },
        (o) => iam.listRolePolicies({ RoleName: name }, o),
      );
      for (const policy of policies)
        await askToRemove(context, { ...call, action: 'DeleteRolePolicy' }, (o) =>
          iam.deleteRolePolicy({ RoleName: name, PolicyName: policy }, o),
        );
      const remove = () =>
        askToRemove(context, { ...call, action: 'DeleteRole' }, (o) => iam.deleteRole({ RoleName: name }, o));
      try {
        await remove();
      } catch (error) {
        if (!isInUse(error)) throw error;
        // Its profile was not found when that was to be removed.
        await profileKind.remove(context, { name, ...reach });
        await remove();
      }
    });
  },
};

/** The instance profile that gave the machine its role. */
export const profileKind: ResourceKind<Named> = {
  kind: 'aws-instance-profile',
  async remove(context, { name, ...reach }) {
    const iam = (await openReach(context, reach)).iam();
    const call = { what: `instance profile ${name}` };
    const look = async () => {
      const found = await getIfThere(context, { ...call, action: 'GetInstanceProfile' }, (o) =>
        iam.getInstanceProfile({ InstanceProfileName: name }, o),
      );
      return found?.InstanceProfile && isMade(found.InstanceProfile.Tags, reach)
        ? [found.InstanceProfile]
        : [];
    };
    await removeMade(context, look, async ({ Roles: roles = [] }) => {
      for (const { RoleName: role } of roles) {
        context.reporter.say('Detaching temporary role from instance profile...');
        await askToRemove(context, { ...call, action: 'RemoveRoleFromInstanceProfile' }, (o) =>
          iam.removeRoleFromInstanceProfile({ InstanceProfileName: name, RoleName: role }, o),
        );
      }
      context.reporter.say('Deleting temporary instance profile...');
      await askToRemove(context, { ...call, action: 'DeleteInstanceProfile' }, (o) =>
        iam.deleteInstanceProfile({ InstanceProfileName: name }, o),
      );
    });
  },
};

function isInUse(error: unknown): boolean {
  return classifyAws(error instanceof Failure ? error.cause : error) === 'in-use';
}

function isMade(tags: readonly Tag[] | undefined, { build }: Reach): boolean {
  return tags?.some(({ Key, Value }) => Key === BUILD_TAG && Value === build) ?? false;
}

/** Milliseconds in which IAM may not know what was made: its answers come from copies. */
const KNOWN_WITHIN = 90_000;
const PAUSE = 10_000;

/** What has a name; undefined only when IAM has not known it for a while, as it would stay for ever otherwise. */
async function getIfThere<T>(
  context: RemoveContext,
  ...[call, make]: [Parameters<typeof askToRemove<T>>[1], Parameters<typeof askToRemove<T>>[2]]
): Promise<T | undefined> {
  const { clock } = context.ports;
  const begun = clock.now();
  for (;;) {
    try {
      return await askToRemove(context, call, make);
    } catch (error) {
      if (classifyAws(error instanceof Failure ? error.cause : error) !== 'not-found') throw error;
      if (clock.now() - begun >= KNOWN_WITHIN) return undefined;
    }
    await clock.sleep(PAUSE, context.signal);
  }
}
