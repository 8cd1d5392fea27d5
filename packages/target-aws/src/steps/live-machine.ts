import { resolve } from 'node:path';
import type { BlockDeviceMapping } from '@aws-sdk/client-ec2';
import {
  type ConnectMachine,
  createHostKey,
  encodeUserData,
  type HostKey,
  type MachineAddress,
  type MachineBuilder,
  type Resource,
  type Text,
} from '@strata/sdk';
import { isSpot } from '../builders/rules/spot';
import { getFacts } from '../machine/facts';
import type { Launch } from '../machine/launch';
import {
  getPlaceholderValues,
  getSourceFacts,
  hasCloudInit,
  type SourceImage,
} from '../machine/source-image';
import { fillTags, getBuildTags, joinTags, type Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { volumeKind } from '../resources/volume';
import { findConsoleKeys } from './console-keys';
import { findAddress } from './find-address';
import { provideProfile } from './instance-profile';
import { type Login, makeKeyPair } from './key-pair';
import { findNetwork, type Network } from './network';
import { type Machine, runInstance } from './run-instance';
import { runSpotInstance } from './run-spot-instance';
import { type Guard, guardMachine } from './security-group';
import { openTunnel, type Tunnel } from './session-tunnel';
import { getPassword } from './windows-password';

type Provision = Parameters<MachineBuilder['build']>[2];

/** How a machine is worked on. */
export interface MachineMeans {
  readonly connect: ConnectMachine;
  readonly provision: Provision;
}

/** What a machine is launched with, beside what its options say. */
export interface Disks {
  readonly mappings: readonly BlockDeviceMapping[];
  readonly volumeTags: Tags;
}

/** A machine that was launched. */
export interface LaunchedMachine {
  readonly machine: Machine;
  /** Its disks in the ledger: those that do not go with it. */
  readonly volumes: Resource;
  readonly source: SourceImage;
  readonly login: Login;
  readonly guard: Guard;
  readonly hostKey: HostKey | undefined;
  /** Of the machine, filled in. */
  readonly runTags: Tags;
  readonly values: Readonly<Record<string, string>>;
}

/** Packer's steps from the network to the running machine. Each is undone by the ledger. */
export async function launchMachine(work: Work, source: SourceImage, disks: Disks): Promise<LaunchedMachine> {
  const { context, options, reach, region } = work;
  const values = getPlaceholderValues(region, source);
  const runTags = fillTags(joinTags(options.run_tags, options.run_tag), values);
  const network = await context.step('StepNetworkInfo', () => findNetwork(work));
  const login = await context.step('StepKeyPair', () => makeKeyPair(work, runTags));
  const guard = await context.step('StepSecurityGroup', () => guardMachine(work, network.vpcId, runTags));
  const profile = await context.step('StepIamInstanceProfile', () => provideProfile(work, runTags));
  const hostKey = wantsHostKey(work, source) ? createHostKey() : undefined;
  const launch: Launch = {
    image: source,
    login,
    groupIds: guard.groupIds,
    profile,
    mappings: disks.mappings,
    userData: hostKey ? encodeUserData(hostKey.userData.reveal()) : await readUserData(work),
    tags: getBuildTags(reach, runTags),
    volumeTags: getBuildTags(reach, fillTags(disks.volumeTags, values)),
  };
  const volumes = await context.resources.note(volumeKind, reach);
  const machine = await run(work, launch, network);
  return { machine, volumes, source, login, guard, hostKey, runTags, values };
}

async function run(work: Work, launch: Launch, network: Network): Promise<Machine> {
  return isSpot(work.options)
    ? work.context.step('StepRunSpotInstance', () => runSpotInstance(work, launch, network))
    : work.context.step('StepRunSourceInstance', () => runInstance(work, launch, network));
}

function wantsHostKey({ options }: Work, source: SourceImage): boolean {
  const isGiven = !!options.user_data || !!options.user_data_file || (options.ssh_host_keys ?? []).length > 0;
  if (options.communicator !== 'ssh' || isGiven) return false;
  return options.host_key_by_user_data ?? hasCloudInit(source);
}

async function readUserData({ context, options }: Work): Promise<string | undefined> {
  const { user_data: text, user_data_file: file } = options;
  if (text) return encodeUserData(text);
  if (!file) return undefined;
  return encodeUserData(await context.ports.files.readText(resolve(context.baseDirectory, file)));
}

/** Packer's steps from the running machine to the provisioned one. */
export async function workOnMachine(
  work: Work,
  launched: LaunchedMachine,
  means: MachineMeans,
): Promise<void> {
  const { context } = work;
  const { machine, login } = launched;
  const password = await context.step('StepGetPassword', () => getPassword(work, machine, login));
  const tunnel = await context.step('StepCreateSSMTunnel', () => openTunnel(work, machine));
  try {
    await connectAndProvision(work, launched, { ...means, password, tunnel });
  } finally {
    await tunnel?.close();
  }
}

interface Way extends MachineMeans {
  readonly password: Text | undefined;
  readonly tunnel: Tunnel | undefined;
}

async function connectAndProvision(
  work: Work,
  launched: LaunchedMachine,
  { connect, provision, password, tunnel }: Way,
): Promise<void> {
  const { context, options, region } = work;
  const { machine, login, source } = launched;
  const host = tunnel?.host ?? (await openDoor(work, launched));
  const address: MachineAddress = {
    ...(host !== undefined && { host }),
    ...(tunnel && { port: tunnel.port }),
    ...(login.key && { privateKey: login.key.privateKey }),
    ...(password !== undefined && { password }),
    ...(await getHostKeys(work, launched)),
  };
  const connection = await context.step('StepConnect', () => connect(context, options, address));
  try {
    const facts = getFacts(options, {
      id: machine.InstanceId,
      host,
      port: tunnel?.port,
      login,
      password,
      source: getSourceFacts(region, source),
    });
    await context.step('StepProvision', () => provision({ communicator: connection.communicator, facts }));
    const { removeTemporaryKey } = connection;
    if (removeTemporaryKey) await context.step('StepCleanupTempKeys', removeTemporaryKey);
  } finally {
    await connection.close();
  }
}

async function openDoor(work: Work, { machine, guard }: LaunchedMachine): Promise<string | undefined> {
  const found = await findAddress(work, machine);
  if (found?.isUnexpectedlyPrivate) await guard.letNeighboursIn();
  return found?.host;
}

async function getHostKeys(
  work: Work,
  { hostKey, machine }: LaunchedMachine,
): Promise<Pick<MachineAddress, 'hostKeys'>> {
  const { communicator, ssh_host_keys: given = [] } = work.options;
  if (hostKey) return { hostKeys: [hostKey.publicKey] };
  if (communicator !== 'ssh' || given.length > 0) return {};
  const hostKeys = await findConsoleKeys(work, machine);
  return hostKeys.length > 0 ? { hostKeys } : {};
}
