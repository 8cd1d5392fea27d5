import type { ProvisionContext, Provisioner } from '@strata/sdk';
import { createGuestCommands, type GuestCommands } from '../guest/commands';
import { findAllLocal } from '../guest/find-local';
import { makeFolder, mustRun, sendFile } from '../guest/machine';
import { getGuestType } from '../guest/options';
import { execShown } from '../windows/exec';
import { getApplyCommand, getSaltCall } from './command';
import { fetchFormulas } from './fetch-formulas';
import { guests, type SaltGuest } from './guest';
import type { SaltMasterlessOptions, saltMasterlessSchema } from './schema';

/** A step under way. */
interface Work {
  readonly context: ProvisionContext;
  readonly options: SaltMasterlessOptions;
  readonly guest: SaltGuest;
  readonly commands: GuestCommands;
  readonly staging: string;
  readonly sudo: string;
  /** Gives the path of what an option names. */
  find(given: string): string;
}

export const saltMasterless: Provisioner<typeof saltMasterlessSchema> = {
  async provision(context, options) {
    const find = await findAll(context, options);
    const type = getGuestType(options.guest_os_type);
    const guest = guests[type];
    const hasSudo = type === 'unix' && !options.disable_sudo;
    const work: Work = {
      ...{ context, options, guest, find },
      commands: createGuestCommands(type, hasSudo),
      staging: (options.temp_config_dir ?? guest.staging).replace(/\/+$/, ''),
      sudo: hasSudo ? 'sudo ' : '',
    };
    const formulas = await fetchFormulas(context, options, find(options.local_state_tree));
    context.reporter.say('Provisioning with Salt...');
    if (!options.skip_bootstrap) await bootstrap(work);
    await makeFolder(context, work.commands, work.staging);
    await sendSetting(work, options.minion_config, 'minion');
    await sendSetting(work, options.grains_file, 'grains');
    await sendStates(work, formulas);
    await sendPillars(work);
    await apply(work);
  },
};

async function findAll(
  context: ProvisionContext,
  options: SaltMasterlessOptions,
): Promise<(given: string) => string> {
  const { local_state_tree, local_pillar_roots, minion_config, grains_file } = options;
  const find = await findAllLocal(context, {
    folders: [local_state_tree, local_pillar_roots],
    files: [minion_config, grains_file],
  });
  return (given) => find(given)?.path ?? given;
}

/** As in Packer, a script that fails ends nothing yet: Salt may be there all the same. */
async function bootstrap({ context, options, guest, sudo }: Work): Promise<void> {
  const { reporter } = context;
  reporter.say('Downloading saltstack bootstrap to /tmp/install_salt.sh');
  const fetched = await execShown(context, { command: guest.fetch });
  const install = `${sudo}${guest.install} ${options.bootstrap_args}`;
  reporter.say(`Installing Salt with command ${install}`);
  const installed = await execShown(context, { command: install });
  const failed = [fetched, installed].some(({ exit }) => exit.kind !== 'exited' || exit.code !== 0);
  if (failed)
    reporter.warn(
      'The installation of Salt failed. Install it by a step before, and set skip_bootstrap = true.',
    );
}

/** Sends a file of settings to where the minion looks for it. */
async function sendSetting(work: Work, source: string | undefined, name: string): Promise<void> {
  if (source === undefined) return;
  const { context, commands, guest, staging } = work;
  context.reporter.say(`Uploading ${name === 'minion' ? 'minion config' : 'grains file'}: ${source}`);
  await sendFile(context, work.find(source), `${staging}/${name}`);
  await mustRun(context, { command: commands.makeFolder(guest.configuration) });
  await mustRun(context, { command: commands.move(`${staging}/${name}`, `${guest.configuration}/${name}`) });
}

async function sendStates(work: Work, formulas: ReadonlyMap<string, string>): Promise<void> {
  const { context, options, guest, staging } = work;
  context.reporter.say(`Uploading local state tree: ${options.local_state_tree}`);
  const states = `${staging}/states`;
  await sendTree(work, work.find(options.local_state_tree), states);
  for (const [name, path] of formulas) await sendTree(work, path, `${states}/${name}`);
  await replace(work, states, options.remote_state_tree ?? guest.states);
}

async function sendPillars(work: Work): Promise<void> {
  const { context, options, guest, staging } = work;
  if (options.local_pillar_roots === undefined) return;
  context.reporter.say(`Uploading local pillar roots: ${options.local_pillar_roots}`);
  await sendTree(work, work.find(options.local_pillar_roots), `${staging}/pillar`);
  await replace(work, `${staging}/pillar`, options.remote_pillar_roots ?? guest.pillars);
}

async function sendTree({ context, commands }: Work, source: string, destination: string): Promise<void> {
  await makeFolder(context, commands, destination);
  const { communicator, signal } = context;
  await communicator.uploadDirectory(`${source.replace(/\/*$/, '')}/`, destination, {
    exclude: ['.git'],
    signal,
  });
}

/** What an earlier step has put there goes: a folder that is moved onto another lands inside it. */
async function replace({ context, commands }: Work, source: string, destination: string): Promise<void> {
  const target = destination.replace(/\/+$/, '');
  await mustRun(context, { command: commands.remove(target) });
  await mustRun(context, { command: commands.move(source, target) });
}

async function apply({ context, options, guest, sudo }: Work): Promise<void> {
  const isAllowed = (code: number) => code === 0 || options.no_exit_on_failure;
  for (const command of guest.before(getSaltCall(options))) await mustRun(context, { command, isAllowed });
  const command = `${sudo}${getApplyCommand(options, guest)}`;
  context.reporter.say(`Running: ${command}`);
  const hint =
    'Salt must be in the machine: install it by a step before, or say where it is with salt_bin_dir.';
  await mustRun(context, { command, title: 'salt-call', isAllowed, hint });
}
