import { type ProvisionContext, type Provisioner, Secret } from '@strata/sdk';
import { renderTemplate } from '../command-template/render';
import { createGuestCommands, type GuestType } from '../guest/commands';
import { findAllLocal } from '../guest/find-local';
import { getShown, makeFolder, mustRun, sendFolder } from '../guest/machine';
import { getGuestType } from '../guest/options';
import { execShown } from '../windows/exec';
import { type ChefPlaces, getConfig, getNode } from './content';
import type { ChefSoloOptions, chefSoloSchema } from './schema';

/** Packer's commands for each kind of system. Chef comes from where its makers offer it. */
const COMMANDS: Readonly<Record<GuestType, { install: string; execute: string; staging: string }>> = {
  unix: {
    install:
      'curl -L https://omnitruck.chef.io/install.sh | {{if .Sudo}}sudo {{end}}bash -s --{{if .Version}} -v {{.Version}}{{end}}',
    execute: '{{if .Sudo}}sudo {{end}}chef-solo --no-color -c {{.ConfigPath}} -j {{.JsonPath}}',
    staging: '/tmp/packer-chef-solo',
  },
  windows: {
    install:
      'powershell.exe -Command ". { iwr -useb https://omnitruck.chef.io/install.ps1 } | iex; Install-Project{{if .Version}} -version {{.Version}}{{end}}"',
    execute: 'c:/opscode/chef/bin/chef-solo.bat --no-color -c {{.ConfigPath}} -j {{.JsonPath}}',
    staging: 'C:/Windows/Temp/packer-chef-solo',
  },
};

export const chefSolo: Provisioner<typeof chefSoloSchema> = {
  async provision(context, options) {
    const find = await findAll(context, options);
    const type = getGuestType(options.guest_os_type);
    const staging = options.staging_directory ?? COMMANDS[type].staging;
    context.reporter.say('Provisioning with chef-solo');
    if (!options.skip_install) await install(context, options, type);
    await using _secrets = removeSecrets(context, options, { staging, type });
    const places = await send(context, options, { find, staging, type });
    const [ConfigPath, JsonPath] = await writeSettings(context, options, { find, staging, places });
    const values = { ConfigPath, JsonPath, Sudo: !options.prevent_sudo };
    const command = renderTemplate(options.execute_command ?? COMMANDS[type].execute, values);
    context.reporter.say(`Executing Chef: ${getShown(command)}`);
    const hint = 'Chef must be in the machine: leave skip_install out, or install it by a step before.';
    await mustRun(context, { command, title: 'Chef', hint });
  },
};

const NODE = 'node.json';
const DATA_BAG_SECRET = 'encrypted_data_bag_secret';

/** What nobody is to find in the machine, or in an image of it, goes however Chef ends. */
function removeSecrets(
  context: ProvisionContext,
  options: ChefSoloOptions,
  { staging, type }: { readonly staging: string; readonly type: GuestType },
): AsyncDisposable {
  const commands = createGuestCommands(type, !options.prevent_sudo);
  const names = [
    ...(options.json_string instanceof Secret ? [NODE] : []),
    ...(options.encrypted_data_bag_secret_path === undefined ? [] : [DATA_BAG_SECRET]),
  ];
  return {
    async [Symbol.asyncDispose]() {
      // A machine that is gone, or a run that is aborted, has told so already.
      if (context.signal.aborted) return;
      for (const name of names) {
        const path = `${staging}/${name}`;
        const end = await execShown(context, { command: commands.remove(path) }).catch(() => undefined);
        if (end?.exit.kind !== 'exited' || end.exit.code !== 0)
          context.reporter.warn(
            `${path} may hold what is secret, and could not be removed from the machine.`,
          );
      }
    },
  };
}

/** Gives the path of what an option names. */
type Find = (given: string) => string;

async function findAll(context: ProvisionContext, options: ChefSoloOptions): Promise<Find> {
  const { cookbook_paths, roles_path, data_bags_path, environments_path } = options;
  const { encrypted_data_bag_secret_path, config_template } = options;
  const find = await findAllLocal(context, {
    folders: [...cookbook_paths, roles_path, data_bags_path, environments_path],
    files: [encrypted_data_bag_secret_path, config_template],
  });
  return (given) => find(given)?.path ?? given;
}

async function install(context: ProvisionContext, options: ChefSoloOptions, type: GuestType): Promise<void> {
  context.reporter.say('Installing Chef...');
  const template = options.install_command ?? COMMANDS[type].install;
  await mustRun(context, {
    command: renderTemplate(template, { Sudo: !options.prevent_sudo, Version: options.version }),
    title: 'Install script',
    hint: 'Set skip_install = true when Chef is in the machine already.',
  });
}

interface Place {
  readonly find: Find;
  readonly staging: string;
}

/** Sends everything, in Packer's order. */
async function send(
  context: ProvisionContext,
  options: ChefSoloOptions,
  { find, staging, type }: Place & { readonly type: GuestType },
): Promise<ChefPlaces> {
  const commands = createGuestCommands(type, !options.prevent_sudo);
  const sendTo = async (name: string, source: string | undefined): Promise<string | undefined> => {
    if (source === undefined) return undefined;
    const destination = `${staging}/${name}`;
    await sendFolder(context, { commands, source: find(source), destination });
    return destination;
  };
  await makeFolder(context, commands, staging);
  const cookbooks: string[] = [];
  for (const [index, source] of options.cookbook_paths.entries())
    cookbooks.push((await sendTo(`cookbooks-${index}`, source)) ?? '');
  const roles = await sendTo('roles', options.roles_path);
  const dataBags = await sendTo('data_bags', options.data_bags_path);
  const dataBagSecret = await sendSecret(context, options, { find, staging });
  const environments = await sendTo('environments', options.environments_path);
  return { cookbooks, roles, dataBags, dataBagSecret, environments };
}

const OWNER_READS = 0o600;

async function sendSecret(
  { communicator, ports, signal }: ProvisionContext,
  { encrypted_data_bag_secret_path: source }: ChefSoloOptions,
  { find, staging }: Place,
): Promise<string | undefined> {
  if (source === undefined) return undefined;
  const destination = `${staging}/${DATA_BAG_SECRET}`;
  await communicator.upload(ports.files.stream(find(source)), destination, { mode: OWNER_READS, signal });
  return destination;
}

async function writeSettings(
  { communicator, ports, reporter, signal }: ProvisionContext,
  options: ChefSoloOptions,
  { find, staging, places }: Place & { readonly places: ChefPlaces },
): Promise<readonly [string, string]> {
  const file = options.config_template;
  const template = file === undefined ? undefined : await ports.files.readText(find(file));
  reporter.say("Creating configuration file 'solo.rb'");
  const config = `${staging}/solo.rb`;
  await communicator.upload(Buffer.from(getConfig(options, places, template)), config, { signal });
  reporter.say('Creating JSON attribute file');
  const node = `${staging}/${NODE}`;
  // Attributes may hold passwords.
  await communicator.upload(Buffer.from(getNode(options)), node, { mode: OWNER_READS, signal });
  return [config, node];
}
