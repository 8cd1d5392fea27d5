import { resolve } from 'node:path';
import type { VirtualMachine } from '@azure/arm-compute';
import { createHostKey, encodeUserData, type HostKey, reveal } from '@strata/sdk';
import { type Account, createMachineBody } from '../machine/virtual-machine-body';
import type { Work } from '../machine/work';
import { complete, putResource, VERSIONS } from '../resources/generic';
import { callManager } from '../wait';
import type { Login } from './login';
import type { Network } from './network';
import type { SourceImage } from './source-image';

/** The machine, as Azure made it. */
export interface LaunchedMachine {
  readonly machine: VirtualMachine;
  /** Drawn for it; undefined where the machine makes its own, which nobody knows. */
  readonly hostKey: HostKey | undefined;
}

/** Packer's StepDeployTemplate, as single requests: what fails is told by itself. */
export async function launchMachine(
  work: Work,
  source: SourceImage,
  {
    login,
    network,
    certificate,
  }: {
    readonly login: Login;
    readonly network: Network;
    readonly certificate: Account['certificate'];
  },
): Promise<LaunchedMachine> {
  const { ask, names, options, place, session } = work;
  const hostKey = wantsHostKey(work, source) ? createHostKey() : undefined;
  const customData = await readData(work, options.custom_data, options.custom_data_file);
  const userData = await readData(work, options.user_data, options.user_data_file);
  const body = createMachineBody(work, {
    source,
    networkInterfaceId: network.networkInterface.id,
    account: source.isSpecialized ? undefined : toAccount(login, certificate),
    customData: hostKey ? encodeUserData(hostKey.userData.reveal()) : customData,
    userData,
  });
  const { virtualMachines } = session.compute();
  const request = { action: 'Making the machine', what: names.machine, region: place.location };
  const { signal: abortSignal } = ask;
  await complete(ask, { request, within: options.polling_duration_timeout }, () =>
    virtualMachines.createOrUpdate(place.group, names.machine, body, { abortSignal }),
  );
  await runCustomScript(work);
  const look = { action: 'Looking at the machine', what: names.machine };
  const machine = await callManager(ask, look, (o) =>
    virtualMachines.get(place.group, names.machine, { ...o, expand: 'instanceView' }),
  );
  return { machine, hostKey };
}

function toAccount({ user, publicKey, password }: Login, certificate: Account['certificate']): Account {
  return {
    ...{ user, publicKey, certificate },
    password: password === undefined ? undefined : reveal(password),
  };
}

/** Where cloud-init reads what it is told: not in a specialized machine, which was told already. */
function wantsHostKey({ options, system }: Work, source: SourceImage): boolean {
  const isTaken = [options.custom_data, options.custom_data_file].some(Boolean);
  const isKnown = (options.ssh_host_keys ?? []).length > 0;
  if (options.communicator !== 'ssh' || system !== 'Linux' || isTaken || isKnown) return false;
  return options.host_key_by_custom_data ?? (source.isOfMarketplace && !source.isSpecialized);
}

/** A file is always taken as what the machine is to read, and may be packed; a text may be in Base64 already. */
async function readData(
  { context }: Work,
  text: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  if (text) return encodeUserData(text);
  if (!file) return undefined;
  return (await context.ports.files.read(resolve(context.baseDirectory, file))).toString('base64');
}

/** Azure's script extension of Windows, as Packer has it. */
async function runCustomScript({ ask, names, options, place, session, tags }: Work): Promise<void> {
  if (!options.custom_script) return;
  const id = `/subscriptions/${session.subscription}/resourceGroups/${place.group}/providers/Microsoft.Compute/virtualMachines/${names.machine}/extensions/extension-customscript`;
  const body = {
    location: place.location,
    tags: { ...tags },
    properties: {
      publisher: 'Microsoft.Compute',
      type: 'CustomScriptExtension',
      typeHandlerVersion: '1.10',
      autoUpgradeMinorVersion: true,
      // Protected settings are shown to nobody; a script may hold a secret.
      protectedSettings: { commandToExecute: options.custom_script },
    },
  };
  const request = { action: 'Running the custom script in', what: names.machine };
  const target = { id, version: VERSIONS.compute };
  const within = options.polling_duration_timeout;
  await putResource(ask, session.resources(), { target, body, request, within });
}
