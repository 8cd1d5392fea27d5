import { Failure } from '@strata/diagnostics';
import { reveal } from '@strata/sdk';
import { type OpenedBuild, openBuild } from '../../testing/open-build';
import { makeGroup } from '../../testing/open-fake';
import { addDefinition, intoGallery, listThings, noManaged, runArm } from '../../testing/run-arm';

let build: OpenedBuild;
beforeEach(async () => {
  build = await openBuild();
});
afterEach(() => build[Symbol.asyncDispose]());

const IMAGE = '/resourceGroups/images/providers/Microsoft.Compute/images/golden-1';

test('a machine of its own group becomes a managed image, and nothing else stays', async () => {
  const artifact = await runArm(build);
  await build.undo();
  expect(artifact?.id).toMatch(new RegExp(`${IMAGE}$`, 'u'));
  expect(artifact?.builderId).toBe('Azure.ResourceManagement.VMImage');
  expect(artifact?.description).toContain('ManagedImageName: golden-1\n');
  expect(listThings(build)).toEqual([IMAGE]);
  expect(build.steps).toEqual([
    'StepPreValidate',
    'StepGetSourceImageName',
    'StepCreateResourceGroup',
    'StepCreateNetwork',
    'StepCertificateInKeyVault',
    'StepDeployTemplate',
    'StepGetIPAddress',
    'StepConnect',
    'StepProvision',
    'StepPowerOffCompute',
    'StepSnapshotDisks',
    'StepGeneralize',
    'StepCaptureImage',
    'StepCaptureVHD',
    'StepPublishToSharedImageGallery',
  ]);
});

test('the machine is reached at its public address, by a key and a host key that were made for it', async () => {
  const facts: Record<string, unknown> = {};
  await runArm(build, {}, { provision: async (machine) => void Object.assign(facts, machine.facts) });
  const [address] = build.addresses;
  expect(address).toMatchObject({ host: expect.stringMatching(/^203\.0\.113\./u), username: 'packer' });
  expect(reveal(address?.privateKey ?? '')).toContain('OPENSSH PRIVATE KEY');
  expect(address?.hostKeys).toEqual([expect.stringMatching(/^ssh-ed25519 /u)]);
  expect(facts).toMatchObject({
    User: 'packer',
    SubscriptionID: build.fake.cloud.subscription,
    TempComputeName: expect.stringMatching(/^pkrvm/u),
    SourceImageName: expect.stringContaining('/offers/debian-12/skus/12-gen2/versions/latest'),
  });
});

test('everything that is made carries the tag of the build', async () => {
  const missing: string[] = [];
  const provision = async () => {
    for (const { id, envelope } of build.fake.cloud.resources.all()) {
      const { tags = {} } = envelope as { tags?: Record<string, string> };
      const isForeign = id.endsWith('/resourceGroups/images') || /\/subnets\/|\/securityRules\//u.test(id);
      if (!isForeign && !tags['strata-build-id']?.startsWith('run-1.')) missing.push(id);
    }
  };
  await runArm(build, { azure_tags: { team: 'a' } }, { provision });
  expect(missing.filter((id) => !id.includes('/disks/'))).toEqual([]);
});

test('a version of a gallery is made of the machine itself', async () => {
  await addDefinition(build, 'golden');
  const artifact = await runArm(build, { ...noManaged, ...intoGallery('1.0.0') });
  await build.undo();
  expect(artifact?.id).toMatch(/galleries\/ours\/images\/golden\/versions\/1\.0\.0$/u);
  const [version] = build.fake.cloud.resources.ofType('Microsoft.Compute/galleries/images/versions');
  expect(version?.properties).toMatchObject({
    publishingProfile: { targetRegions: [{ name: 'northeurope' }, { name: 'westeurope' }] },
  });
  expect(listThings(build).filter((id) => id.includes('Resource-Group'))).toEqual([]);
});

test('in a group that others use, what the build made goes, and nothing else', async () => {
  const { resourceGroups, resources } = build.session.resources();
  await resourceGroups.createOrUpdate('shared', { location: 'westeurope' });
  const other = `/subscriptions/${build.fake.cloud.subscription}/resourceGroups/shared/providers/Microsoft.Network/publicIPAddresses/theirs`;
  await resources.beginCreateOrUpdateByIdAndWait(
    other,
    '2024-05-01',
    {
      location: 'westeurope',
      sku: { name: 'Standard', tier: 'Regional' },
      properties: { publicIPAllocationMethod: 'Static' },
    },
    { updateIntervalInMs: 1 },
  );
  await runArm(build, { location: '', build_resource_group_name: 'shared' });
  await build.undo();
  expect(listThings(build).filter((id) => id.includes('/shared'))).toEqual([
    '/resourceGroups/shared',
    '/resourceGroups/shared/providers/Microsoft.Network/publicIPAddresses/theirs',
  ]);
});

test('what a killed build left is found by another process', async () => {
  const provision = () => Promise.reject(new Error('killed'));
  await expect(runArm(build, {}, { provision })).rejects.toThrow('killed');
  expect(listThings(build).length).toBeGreaterThan(4);
  await build.sweep();
  expect(listThings(build)).toEqual([]);
});

test('an image that is there is told before anything is made, and deleted with -force', async () => {
  await runArm(build);
  await build.undo();
  build.fake.log.clear();
  const failure = await runArm(build).catch((error: unknown) => error);
  expect((failure as Failure).diagnostics[0]).toMatchObject({
    code: 'AZU050',
    detail: expect.stringContaining('There is a managed image "golden-1" already'),
  });
  expect(build.fake.log.mutating()).toEqual([]);
  await runArm(build, {}, { context: { ...build.machine, force: true } });
  await build.undo();
  expect(listThings(build)).toEqual([IMAGE]);
});

test('no capacity is told in plain words, and nothing stays', async () => {
  build.fake.faults.add({
    match: /^PUT .*\/virtualMachines\//u,
    status: 409,
    code: 'AllocationFailed',
    message: 'Allocation failed. We do not have sufficient capacity.',
  });
  const failure = await runArm(build).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect((failure as Failure).diagnostics[0]?.code).toBe('AZU008');
  await build.undo();
  expect(listThings(build)).toEqual([]);
});

test('Windows is reached by WinRM with a certificate from a vault of the build', async () => {
  const facts: Record<string, unknown> = {};
  await runArm(
    build,
    {
      ...{ os_type: 'Windows', communicator: 'winrm', winrm_use_ssl: true, winrm_insecure: true },
      ...{ image_publisher: 'MicrosoftWindowsServer', image_offer: 'WindowsServer' },
      image_sku: '2022-datacenter-g2',
    },
    { provision: async (machine) => void Object.assign(facts, machine.facts) },
  );
  const [machine] = build.fake.log
    .of('Microsoft.Compute/virtualMachines')
    .filter(({ method }) => method === 'PUT');
  expect(machine?.input).toMatchObject({
    properties: {
      osProfile: {
        secrets: [{ vaultCertificates: [{ certificateStore: 'My' }] }],
        windowsConfiguration: { winRM: { listeners: [{ protocol: 'Https' }] } },
      },
    },
  });
  expect(reveal(build.addresses[0]?.password ?? '')).toHaveLength(32);
  expect(facts).toMatchObject({ User: 'packer', ConnType: 'winrm' });
  await build.undo();
  expect(listThings(build)).toEqual([IMAGE]);
});

const windows = {
  ...{ os_type: 'Windows', image_publisher: 'MicrosoftWindowsServer', image_offer: 'WindowsServer' },
  image_sku: '2022-datacenter-g2',
};

test('Windows that is reached by SSH finds the certificate of the key in its store, and no WinRM is set up', async () => {
  await runArm(build, { ...windows, communicator: 'ssh' });
  const [machine] = build.fake.log
    .of('Microsoft.Compute/virtualMachines')
    .filter(({ method }) => method === 'PUT');
  const { osProfile } = Object(machine?.input).properties;
  expect(osProfile.secrets).toEqual([
    {
      sourceVault: { id: expect.stringContaining('/vaults/pkrkv') },
      vaultCertificates: [expect.objectContaining({ certificateStore: 'My' })],
    },
  ]);
  expect(osProfile.windowsConfiguration).toEqual({ provisionVMAgent: true });
  expect(reveal(build.addresses[0]?.privateKey ?? '')).toContain('RSA PRIVATE KEY');
});

test('the secret in the vault ends when the template says so', async () => {
  const now = build.machine.ports.clock.now();
  await runArm(build, {
    ...{ ...windows, communicator: 'winrm', winrm_use_ssl: true, winrm_expiration_time: 3_600_000 },
    build_key_vault_sku: 'Premium',
  });
  const [secret] = build.fake.log
    .of('Microsoft.KeyVault/vaults/secrets')
    .filter(({ method }) => method === 'PUT');
  const { exp } = Object(secret?.input).properties.attributes;
  expect(exp).toBeGreaterThanOrEqual(Math.floor(now / 1_000) + 3_600);
});

test('a file of custom data goes to the machine byte by byte, and a text that is Base64 as it is', async () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0x08, 0xff]);
  await build.machine.ports.files.write('/ws/seed.gz', bytes);
  await runArm(build, { custom_data_file: 'seed.gz', user_data: Buffer.from('a: b\n').toString('base64') });
  const [machine] = build.fake.log
    .of('Microsoft.Compute/virtualMachines')
    .filter(({ method }) => method === 'PUT');
  const { osProfile, userData } = Object(machine?.input).properties;
  expect(osProfile.customData).toBe(bytes.toString('base64'));
  expect(userData).toBe(Buffer.from('a: b\n').toString('base64'));
});

test.each([
  [{}, 1_200_000],
  [{ ssh_timeout: 60_000 }, 60_000],
  [{ ssh_wait_timeout: 90_000 }, 90_000],
])('there are minutes for a machine that says %j', async (given, patience) => {
  const waited: unknown[] = [];
  const { connectMachine } = build.means;
  const means = {
    connectMachine: (...all: Parameters<typeof connectMachine>) => {
      waited.push(Object(all[1]).ssh_timeout);
      return connectMachine(...all);
    },
  };
  await runArm({ ...build, means }, given);
  expect(waited).toEqual([patience]);
});

test('an artifact is named by the disk that stays', async () => {
  await makeGroup(build.session, 'shared');
  const given = { location: '', build_resource_group_name: 'shared', keep_os_disk: true };
  const artifact = await runArm(build, given);
  await build.undo();
  expect(artifact?.id).toMatch(/\/resourceGroups\/shared\/providers\/Microsoft\.Compute\/disks\/pkros/iu);
  expect(artifact?.description).toContain(`OSDiskUri: ${artifact?.id}\n`);
  expect(artifact?.description).toMatch(new RegExp(`ManagedImageId: .*${IMAGE}\n`, 'u'));
});

test('templates read the tenant and the vault that there are', async () => {
  const facts: Record<string, unknown> = {};
  await runArm(
    build,
    { build_key_vault_name: 'ours' },
    { provision: async (machine) => void Object.assign(facts, machine.facts) },
  );
  expect(facts).toMatchObject({ TenantID: await build.session.tenant(), TempKeyVaultName: 'ours' });
  expect(facts['TenantID']).not.toBe('');
});

test("a managed image in the build's own group is gone when a version was made of it", async () => {
  await addDefinition(build, 'golden');
  await runArm(build, {
    ...{ temp_resource_group_name: 'mine', managed_image_resource_group_name: 'Mine' },
    ...intoGallery('1.0.0'),
  });
  await build.undo();
  expect(listThings(build).filter((id) => /mine|\/versions\//iu.test(id))).toEqual([
    expect.stringMatching(/\/images\/golden\/versions\/1\.0\.0$/u),
  ]);
});

test('a test of provisioners makes no image', async () => {
  expect(await runArm(build, { ...noManaged, skip_create_image: true })).toBeUndefined();
  await build.undo();
  expect(listThings(build)).toEqual([]);
});
