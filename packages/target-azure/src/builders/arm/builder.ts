import type { Artifact, MachineAddress, MachineBuilder } from '@strata/sdk';
import { createArtifact, type Made } from '../../machine/artifact';
import { getFacts } from '../../machine/facts';
import type { Work } from '../../machine/work';
import { captureImage, generalize } from '../../steps/capture';
import { captureVhds } from '../../steps/capture-vhd';
import { findAddress } from '../../steps/find-address';
import { publishVersion } from '../../steps/gallery-version';
import { provideCertificate } from '../../steps/key-vault';
import { type Login, prepareLogin } from '../../steps/login';
import { type Network, provideNetwork } from '../../steps/network';
import { openWork } from '../../steps/open-work';
import { powerOff } from '../../steps/power-off';
import { prevalidate } from '../../steps/prevalidate';
import { provideGroup } from '../../steps/resource-group';
import { snapshotDisks } from '../../steps/snapshots';
import { findSource, type SourceImage } from '../../steps/source-image';
import { findTenant } from '../../steps/tenant';
import { type LaunchedMachine, launchMachine } from '../../steps/virtual-machine';
import { USUAL_PATIENCE } from '../fields/connection';
import type { BuilderMeans } from '../means';
import type { ArmOptions, ArmSchema } from './schema';

interface Means extends BuilderMeans {
  readonly provision: Parameters<MachineBuilder['build']>[2];
}

export function createArmBuilder({ connectMachine }: BuilderMeans): MachineBuilder<ArmSchema> {
  return {
    build: async (context, options, provision) =>
      build(await openWork(context, options), { connectMachine, provision }),
  };
}

async function build(work: Work, means: Means): Promise<Artifact | undefined> {
  const { context, options } = work;
  await context.step('StepPreValidate', () => prevalidate(work));
  const source = await context.step('StepGetSourceImageName', () => findSource(work));
  await context.step('StepCreateResourceGroup', () => provideGroup(work));
  const login = await prepareLogin(work);
  const network = await context.step('StepCreateNetwork', () => provideNetwork(work));
  const certificate = await context.step('StepCertificateInKeyVault', () => provideCertificate(work, login));
  const launched = await context.step('StepDeployTemplate', () =>
    launchMachine(work, source, { login, network, certificate }),
  );
  await workOnMachine(work, { source, login, network, launched }, means);
  await context.step('StepPowerOffCompute', () => powerOff(work));
  if (options.skip_create_image) {
    context.reporter.say('Skipping image creation...');
    return undefined;
  }
  return createArtifact(work, { ...(await makeImages(work, launched)), ...findKeptDisk(work, launched) });
}

interface Machine {
  readonly source: SourceImage;
  readonly login: Login;
  readonly network: Network;
  readonly launched: LaunchedMachine;
}

async function workOnMachine(
  work: Work,
  { source, login, network, launched }: Machine,
  { connectMachine, provision }: Means,
): Promise<void> {
  const { context, options } = work;
  const host = await context.step('StepGetIPAddress', () => findAddress(work, network));
  const address: MachineAddress = {
    ...(host !== undefined && { host }),
    username: login.user,
    ...(login.password !== undefined && { password: login.password }),
    // Windows in Azure allows no Basic by itself.
    ntlm: true,
    ...(login.key && { privateKey: login.key.privateKey }),
    ...(launched.hostKey && { hostKeys: [launched.hostKey.publicKey] }),
  };
  const connection = await context.step('StepConnect', () =>
    connectMachine(context, withPatience(options), address),
  );
  try {
    const known = { id: launched.machine.id, host, login, sourceName: source.name };
    const facts = getFacts(work, { ...known, tenant: await findTenant(work) });
    await context.step('StepProvision', () => provision({ communicator: connection.communicator, facts }));
    const { removeTemporaryKey } = connection;
    if (removeTemporaryKey) await context.step('StepCleanupTempKeys', removeTemporaryKey);
  } finally {
    await connection.close();
  }
}

function withPatience(options: ArmOptions): ArmOptions {
  const { ssh_timeout: given, ssh_wait_timeout: old } = options;
  return { ...options, ssh_timeout: given || old || USUAL_PATIENCE };
}

/** Packer names the artifact by the disk that stays. One in a group of the build's own goes with it. */
function findKeptDisk({ options, place }: Work, { machine }: LaunchedMachine): Pick<Made, 'keptDisk'> {
  const keptDisk = machine.storageProfile?.osDisk?.managedDisk?.id;
  return options.keep_os_disk && !place.isOwn && keptDisk !== undefined ? { keptDisk } : {};
}

/** They belong to the artifact only when all of them are there. */
async function makeImages(work: Work, { machine }: LaunchedMachine): Promise<Made> {
  const { step } = work.context;
  const { osDisk, dataDisks = [] } = machine.storageProfile ?? {};
  const disks = {
    system: osDisk?.managedDisk?.id ?? '',
    data: dataDisks.flatMap(({ managedDisk }) => managedDisk?.id ?? []),
  };
  const snapshots = await step('StepSnapshotDisks', () => snapshotDisks(work, disks));
  await step('StepGeneralize', () => generalize(work));
  const image = await step('StepCaptureImage', () => captureImage(work));
  const vhds = await step('StepCaptureVHD', () => captureVhds(work));
  const version = await step('StepPublishToSharedImageGallery', () => publishVersion(work, image?.id));
  const entries = [...snapshots, image?.noted, ...vhds.map(({ noted }) => noted), version?.noted];
  for (const entry of entries) await entry?.keep();
  return { image, vhds, version };
}
