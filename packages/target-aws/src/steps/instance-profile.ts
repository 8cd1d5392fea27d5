import type { Tag } from '@aws-sdk/client-iam';
import { Failure } from '@strata/diagnostics';
import type { Resource } from '@strata/sdk';
import { classifyAws } from '../errors';
import { ask } from '../machine/ask';
import { makeOnce } from '../machine/make-once';
import { getName } from '../machine/names';
import { getBuildTags, type Tags, toAwsTags } from '../machine/tags';
import type { Work } from '../machine/work';
import { profileKind, roleKind } from '../resources/role';

/** Lets machines of EC2 take the role on. */
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/**
 * The instance profile of the machine: the template's, or one that is made for its policy. Packer's StepIamInstanceProfile.
 *
 * @returns its name; undefined for none
 */
export async function provideProfile(work: Work, tags: Tags): Promise<string | undefined> {
  const { options, session } = work;
  const { iam_instance_profile: given } = options;
  if (given) {
    if (options.skip_profile_validation) return given;
    const call = { action: 'GetInstanceProfile', what: `iam_instance_profile ${given}` };
    await ask(work, call, (o) => session.iam().getInstanceProfile({ InstanceProfileName: given }, o));
    return given;
  }
  return options.temporary_iam_instance_profile_policy_document ? makeProfile(work, tags) : undefined;
}

async function makeProfile(work: Work, tags: Tags): Promise<string> {
  const { context, reach, session } = work;
  const name = getName(reach.build, 'role');
  const iam = session.iam();
  const iamTags = toAwsTags(getBuildTags(reach, tags)) as Tag[];
  const role = await context.resources.note(roleKind, { ...reach, name });
  context.reporter.say(`Creating temporary role for this instance: ${name}`);
  const makingRole = makeOnce(
    work,
    { action: 'CreateRole', what: name },
    {
      find: async () => (await iam.getRole({ RoleName: name })).Role,
      make: async (o) => {
        const request = {
          RoleName: name,
          AssumeRolePolicyDocument: TRUST,
          Description: 'Temporary role of a build',
        };
        return (await iam.createRole({ ...request, Tags: iamTags }, o)).Role;
      },
    },
  );
  await makingRole.catch((error: unknown) => settleRefused(role, error));
  context.reporter.say(`Attaching policy to the temporary role: ${name}`);
  await ask(work, { action: 'PutRolePolicy', what: name, isYoung: true }, (o) =>
    iam.putRolePolicy({ RoleName: name, PolicyName: name, PolicyDocument: getPolicy(work) }, o),
  );
  const profile = await context.resources.note(profileKind, { ...reach, name });
  context.reporter.say(`Creating temporary instance profile for this instance: ${name}`);
  const makingProfile = makeOnce(
    work,
    { action: 'CreateInstanceProfile', what: name },
    {
      find: async () => (await iam.getInstanceProfile({ InstanceProfileName: name })).InstanceProfile,
      make: async (o) =>
        (await iam.createInstanceProfile({ InstanceProfileName: name, Tags: iamTags }, o)).InstanceProfile,
    },
  );
  await makingProfile.catch((error: unknown) => settleRefused(profile, error));
  await attach(work, name);
  return name;
}

/** What nobody may make is not looked for in the end: IAM would have to say several times that it is not there. */
async function settleRefused(noted: Resource, error: unknown): Promise<never> {
  if (classifyAws(error instanceof Failure ? error.cause : error) === 'not-permitted') await noted.keep();
  throw error;
}

async function attach(work: Work, name: string): Promise<void> {
  const iam = work.session.iam();
  const request = { InstanceProfileName: name, RoleName: name };
  await makeOnce<object>(
    work,
    { action: 'AddRoleToInstanceProfile', what: name, isYoung: true },
    {
      find: async () => {
        const { InstanceProfile: found } = await iam.getInstanceProfile({ InstanceProfileName: name });
        return found?.Roles?.some(({ RoleName }) => RoleName === name) ? found : undefined;
      },
      make: async (o) => iam.addRoleToInstanceProfile(request, o),
    },
  );
}

/** In IAM's language: empty lists and what was not said stay out. */
function getPolicy({ options }: Work): string {
  const { Version, Statement } = options.temporary_iam_instance_profile_policy_document ?? {};
  return JSON.stringify({ Version: Version || '2012-10-17', Statement: Statement ?? [] });
}
