import { resolve } from 'node:path';
import type { ProvisionContext } from '@strata/sdk';
import { runProgram } from './run-program';
import type { AnsibleOptions } from './schema';

const UNREACHED =
  'What galaxy_file lists is fetched from this machine. Roles that lie beside the playbook need no network: put them into playbook_dir.';

/** Fetches what `galaxy_file` lists to this machine. */
export async function fetchFromGalaxy(
  context: ProvisionContext,
  options: AnsibleOptions,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const file = options.galaxy_file;
  if (file === undefined) return;
  const text = await context.ports.files.readText(resolve(context.baseDirectory, file));
  for (const args of getGalaxyArguments(options, file, text)) {
    context.reporter.say('Executing Ansible Galaxy');
    await runProgram(context, {
      ...{ command: options.galaxy_command, args, env, title: 'Ansible Galaxy' },
      explain: () => UNREACHED,
    });
  }
}

type GalaxyOptions = Pick<
  AnsibleOptions,
  'galaxy_force_install' | 'galaxy_force_with_deps' | 'roles_path' | 'collections_path'
>;

/** A text that names no collections lists roles: the old form is a list alone. */
export function getGalaxyArguments(
  options: GalaxyOptions,
  file: string,
  text: string,
): ReadonlyArray<readonly string[]> {
  const hasCollections = /^collections:/m.test(text);
  const hasRoles = /^roles:/m.test(text) || !hasCollections;
  const more = (path: string | undefined) => [
    ...(options.galaxy_force_install ? ['-f'] : []),
    ...(options.galaxy_force_with_deps ? ['--force-with-deps'] : []),
    ...(path === undefined || path === '' ? [] : ['-p', path]),
  ];
  return [
    ...(hasRoles ? [['install', '-r', file, ...more(options.roles_path)]] : []),
    ...(hasCollections ? [['collection', 'install', '-r', file, ...more(options.collections_path)]] : []),
  ];
}
