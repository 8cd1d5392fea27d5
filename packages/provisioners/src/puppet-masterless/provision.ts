import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type LocalFile, type ProvisionContext, type Provisioner, reveal } from '@strata/sdk';
import { createGuestCommands, type GuestCommands } from '../guest/commands';
import { findAllLocal } from '../guest/find-local';
import { getShown, makeFolder, mustRun, sendFile, sendFolder } from '../guest/machine';
import { getGuestType } from '../guest/options';
import { getElevatedScript } from '../powershell/elevated';
import { getPuppetCommand, type PuppetCommand, type PuppetPlaces } from './command';
import type { PuppetMasterlessOptions, puppetMasterlessSchema } from './schema';

const STAGING = {
  unix: '/tmp/packer-puppet-masterless',
  windows: 'C:/Windows/Temp/packer-puppet-masterless',
} as const;

/** Puppet's exit codes with `--detailed-exitcodes`: nothing to do, and changes made. */
const FINE = [0, 2];

export const puppetMasterless: Provisioner<typeof puppetMasterlessSchema> = {
  async provision(context, options) {
    const found = await findAll(context, options);
    const type = getGuestType(options.guest_os_type);
    const commands = createGuestCommands(type, !options.prevent_sudo);
    const staging = options.staging_directory ?? STAGING[type];
    context.reporter.say('Provisioning with Puppet...');
    const places = await send(context, { commands, found, staging });
    const facts = {
      ...options.facter,
      packer_build_name: context.buildName,
      packer_builder_type: context.builderType,
    };
    const { command, env } = await elevate(
      context,
      options,
      getPuppetCommand({ options, type, places, facts }),
    );
    context.reporter.say(`Running Puppet: ${getShown(command)}`);
    await mustRun(context, {
      command,
      env,
      title: 'Puppet',
      isAllowed: (code) => options.ignore_exit_codes || FINE.includes(code),
      hint: 'Puppet must be in the machine: install it by a step before, or say where it is with puppet_bin_dir.',
    });
    if (options.clean_staging_directory) await mustRun(context, { command: commands.remove(staging) });
  },
};

/** The files and folders that the options name, each looked for before anything is sent. */
interface Found {
  readonly manifest: LocalFile | undefined;
  readonly manifestDir: string | undefined;
  readonly hiera: string | undefined;
  readonly modules: readonly string[];
}

async function findAll(context: ProvisionContext, options: PuppetMasterlessOptions): Promise<Found> {
  const { manifest_file, manifest_dir, hiera_config_path, module_paths } = options;
  const find = await findAllLocal(context, {
    either: [manifest_file],
    files: [hiera_config_path],
    folders: [manifest_dir, ...module_paths],
  });
  return {
    manifest: find(manifest_file),
    manifestDir: find(manifest_dir)?.path,
    hiera: find(hiera_config_path)?.path,
    modules: module_paths.map((given) => find(given)?.path ?? given),
  };
}

interface Sending {
  readonly commands: GuestCommands;
  readonly found: Found;
  readonly staging: string;
}

/** Sends everything, in Packer's order. */
async function send(context: ProvisionContext, { commands, found, staging }: Sending): Promise<PuppetPlaces> {
  const { reporter } = context;
  reporter.say('Creating Puppet staging directory...');
  await makeFolder(context, commands, staging);
  const hieraConfig = found.hiera === undefined ? '' : `${staging}/hiera.yaml`;
  if (found.hiera !== undefined) {
    reporter.say('Uploading hiera configuration...');
    await sendFile(context, found.hiera, hieraConfig);
  }
  const manifests = `${staging}/manifests`;
  if (found.manifestDir !== undefined) {
    reporter.say(`Uploading manifest directory from: ${found.manifestDir}`);
    await sendFolder(context, { commands, source: found.manifestDir, destination: manifests });
  }
  const modules: string[] = [];
  for (const source of found.modules) {
    reporter.say(`Uploading local modules from: ${source}`);
    const destination = `${staging}/module-${modules.length}`;
    await sendFolder(context, { commands, source, destination });
    modules.push(destination);
  }
  return {
    staging,
    manifestFile: await sendManifest(context, { commands, found, staging: manifests }),
    manifestDir: found.manifestDir === undefined ? '' : manifests,
    hieraConfig,
    modules,
  };
}

/** Gives what Puppet is to apply: the file, or the folder. */
async function sendManifest(
  context: ProvisionContext,
  { commands, found: { manifest }, staging: folder }: Sending,
): Promise<string> {
  context.reporter.say('Uploading manifests...');
  if (!manifest) return folder;
  if (manifest.stat.kind === 'directory') {
    context.reporter.say(`Uploading manifest directory from: ${manifest.given}`);
    await sendFolder(context, { commands, source: manifest.path, destination: folder });
    return folder;
  }
  await makeFolder(context, commands, folder);
  context.reporter.say(`Uploading manifest file from: ${manifest.given}`);
  const destination = `${folder}/${basename(manifest.path)}`;
  await sendFile(context, manifest.path, destination);
  return destination;
}

const ID_LENGTH = 32;

/** On Windows, a task of the scheduler runs the command with the rights of another user. */
async function elevate(
  { communicator, signal }: ProvisionContext,
  { elevated_user: user, elevated_password: password }: PuppetMasterlessOptions,
  plain: PuppetCommand,
): Promise<PuppetCommand> {
  if (user === undefined || user === '') return plain;
  const id = createHash('sha256').update(reveal(plain.command)).digest('hex').slice(0, ID_LENGTH);
  const runner = `c:/Windows/Temp/packer-elevated-shell-${id}.ps1`;
  const script = getElevatedScript({ id, user, password, command: plain.command });
  await communicator.upload(script, runner, { signal });
  return { ...plain, command: `powershell -executionpolicy bypass -file "${runner}"` };
}
