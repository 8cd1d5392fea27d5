import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { MachineFacts, ProvisionContext } from '@strata/sdk';
import { reveal } from '@strata/sdk';
import { renderTemplate } from '../command-template/render';
import type { PrivateFiles } from './private-files';
import type { AnsibleOptions } from './schema';
import type { Target } from './target';

/** Packer's lines; before Ansible 2 the variables had other names. */
const SSH = '{{ .HostAlias }} ansible_host={{ .Host }} ansible_user={{ .User }} ansible_port={{ .Port }}\n';
const OLD_SSH =
  '{{ .HostAlias }} ansible_ssh_host={{ .Host }} ansible_ssh_user={{ .User }} ansible_ssh_port={{ .Port }}\n';
const WINRM =
  '{{ .HostAlias}} ansible_host={{ .Host }} ansible_connection=winrm ansible_winrm_transport=basic ansible_shell_type=powershell ansible_user={{ .User}} ansible_port={{ .Port }}\n';

export interface InventoryRequest {
  readonly options: Pick<
    AnsibleOptions,
    'host_alias' | 'inventory_file_template' | 'groups' | 'empty_groups'
  >;
  readonly target: Pick<Target, 'host' | 'port' | 'user' | 'connection'>;
  readonly facts: MachineFacts;
  /** Of Ansible, when it was asked for. */
  readonly majorVersion: number | undefined;
}

/** The machine by itself, again in each of its groups, and the groups that stay empty. */
export function getInventory({ options, target, facts, majorVersion = 2 }: InventoryRequest): string {
  const known = Object.entries(facts).map(([name, value]) => [name, reveal(value)]);
  const line = renderTemplate(options.inventory_file_template ?? getDefault(target, majorVersion), {
    ...Object.fromEntries(known),
    HostAlias: options.host_alias,
    Host: target.host,
    Port: target.port,
    User: target.user,
  });
  return [
    line,
    ...options.groups.map((group) => `[${group}]\n${line}`),
    ...options.empty_groups.map((group) => `[${group}]\n`),
  ].join('');
}

function getDefault({ connection }: Pick<Target, 'connection'>, majorVersion: number): string {
  if (connection === 'winrm') return WINRM;
  return majorVersion < 2 ? OLD_SSH : SSH;
}

/** An inventory for the time of the run. */
export interface Inventory extends AsyncDisposable {
  /** As Ansible takes it. */
  readonly path: string;
}

/** Packer's name for it, before a number. */
const NAME = 'packer-provisioner-ansible';
const NUMBER_BYTES = 5;

/** Writes the inventory, or takes the one that the user has. */
export async function openInventory(
  context: ProvisionContext,
  options: AnsibleOptions,
  { content, files }: { readonly content: string; readonly files: PrivateFiles },
): Promise<Inventory> {
  const keep = async () => {};
  if (options.inventory_file !== undefined)
    return { path: resolve(context.baseDirectory, options.inventory_file), [Symbol.asyncDispose]: keep };
  const name = `${NAME}${randomBytes(NUMBER_BYTES).toString('hex')}`;
  const folder =
    options.inventory_directory === undefined
      ? tmpdir()
      : resolve(context.baseDirectory, options.inventory_directory);
  if (options.inventory_directory === undefined && !options.keep_inventory_file)
    return { path: await files.write(name, content), [Symbol.asyncDispose]: keep };
  const path = join(folder, name);
  await context.ports.files.write(path, content, 0o600);
  if (!options.keep_inventory_file)
    return { path, [Symbol.asyncDispose]: () => context.ports.files.remove(path) };
  context.reporter.say(`The inventory is kept: ${path}`);
  return { path, [Symbol.asyncDispose]: keep };
}
