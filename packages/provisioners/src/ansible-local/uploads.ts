import { basename } from 'node:path';
import type { AnsibleLocalOptions } from './schema';

/** A file or folder of this machine, and where it goes. A folder's source ends in `/`: its content goes there. */
export interface Upload {
  readonly kind: 'file' | 'directory';
  readonly source: string;
  readonly destination: string;
}

/** Everything that the options name, in the order in which it is sent. */
export function getUploads(options: AnsibleLocalOptions): readonly Upload[] {
  const staging = options.staging_directory;
  const into = (folder: string, paths: readonly string[] | undefined): readonly Upload[] =>
    (paths ?? []).map((source) => createFolder(source, `${staging}/${folder}/${basename(source)}`));
  const as = (destination: string, source: string | undefined): readonly Upload[] =>
    source === undefined ? [] : [createFolder(source, destination)];
  const files = [...getPlaybooks(options), options.inventory_file, options.galaxy_file];
  return [
    ...as(staging, options.playbook_dir),
    ...files.flatMap((source): readonly Upload[] =>
      source === undefined ? [] : [{ kind: 'file', source, destination: getPlace(options, source) }],
    ),
    ...as(`${staging}/group_vars`, options.group_vars),
    ...as(`${staging}/host_vars`, options.host_vars),
    ...into('playbooks', options.playbook_paths),
    ...into('roles', options.role_paths),
    ...into('collections', options.collection_paths),
  ];
}

export function getPlaybooks({ playbook_file, playbook_files }: AnsibleLocalOptions): readonly string[] {
  return playbook_files ?? (playbook_file === undefined ? [] : [playbook_file]);
}

/** Where a file is in the machine. */
export function getPlace({ staging_directory: staging }: AnsibleLocalOptions, source: string): string {
  return `${staging}/${basename(source)}`;
}

function createFolder(source: string, destination: string): Upload {
  return { kind: 'directory', source: source.replace(/\/*$/, '/'), destination };
}

/** The inventory of a machine that sets itself up, under each of its groups. */
export function getInventory(groups: readonly string[] = []): string {
  const host = '127.0.0.1';
  if (groups.length === 0) return host;
  return groups.map((group) => `[${group}]\n${host}\n`).join('');
}
