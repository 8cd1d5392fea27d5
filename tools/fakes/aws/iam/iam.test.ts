import { IAM } from '@aws-sdk/client-iam';
import { type Bed, openBed } from '../testing/bed';

let bed: Bed;
let iam: IAM;
beforeAll(async () => {
  bed = await openBed();
  iam = new IAM(bed.connect());
});
afterAll(async () => {
  iam.destroy();
  await bed[Symbol.asyncDispose]();
});

const document = JSON.stringify({ Version: '2012-10-17', Statement: [] });

test('what hangs together is taken apart in its order', async () => {
  const [RoleName, InstanceProfileName] = ['build', 'build'];
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: document });
  expect(Role?.Arn).toBe('arn:aws:iam::123456789012:role/build');
  await iam.putRolePolicy({ RoleName, PolicyName: 'own', PolicyDocument: document });
  await iam.attachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' });
  await iam.createInstanceProfile({ InstanceProfileName });
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
  const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName });
  expect(InstanceProfile?.Roles).toMatchObject([{ RoleName }]);

  const removeRole = () => iam.deleteRole({ RoleName });
  await expect(iam.deleteInstanceProfile({ InstanceProfileName })).rejects.toMatchObject({
    name: 'DeleteConflictException',
    $metadata: { httpStatusCode: 409 },
  });
  await expect(removeRole()).rejects.toThrow('must remove roles from instance profile first');
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName });
  await expect(removeRole()).rejects.toThrow('must delete policies first');
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'own' });
  await expect(removeRole()).rejects.toThrow('must detach all policies first');
  const { AttachedPolicies: [attached] = [] } = await iam.listAttachedRolePolicies({ RoleName });
  await iam.detachRolePolicy({ RoleName, PolicyArn: attached?.PolicyArn });
  await removeRole();
  await iam.deleteInstanceProfile({ InstanceProfileName });
});

test('a profile has one role', async () => {
  await iam.createInstanceProfile({ InstanceProfileName: 'one' });
  for (const RoleName of ['first', 'second'])
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: document });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'one', RoleName: 'first' });
  await expect(
    iam.addRoleToInstanceProfile({ InstanceProfileName: 'one', RoleName: 'second' }),
  ).rejects.toMatchObject({ name: 'LimitExceededException' });
  await expect(iam.createInstanceProfile({ InstanceProfileName: 'one' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['NoSuchEntityException', () => iam.getRole({ RoleName: 'nobody' })],
  ['NoSuchEntityException', () => iam.getInstanceProfile({ InstanceProfileName: 'nobody' })],
  ['NoSuchEntityException', () => iam.deleteRolePolicy({ RoleName: 'nobody', PolicyName: 'x' })],
  [
    'MalformedPolicyDocumentException',
    () => iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: '{' }),
  ],
  [
    'MalformedPolicyDocumentException',
    () => iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: '{}' }),
  ],
  ['ValidationError', () => iam.createRole({ RoleName: 'a b', AssumeRolePolicyDocument: document })],
])('%s (%#)', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});

test('documents come back as they were', async () => {
  await iam.createRole({ RoleName: 'kept', AssumeRolePolicyDocument: document });
  await iam.putRolePolicy({ RoleName: 'kept', PolicyName: 'own', PolicyDocument: document });
  const { PolicyDocument = '' } = await iam.getRolePolicy({ RoleName: 'kept', PolicyName: 'own' });
  expect(decodeURIComponent(PolicyDocument)).toBe(document);
  expect((await iam.listRolePolicies({ RoleName: 'kept' })).PolicyNames).toEqual(['own']);
});
