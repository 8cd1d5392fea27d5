import { Failure } from '@strata/diagnostics';
import type { ProvisionContext, Provisioner } from '@strata/sdk';
import { problem } from '../codes';
import { findAllLocal } from '../guest/find-local';
import { getArguments } from './arguments';
import { getEnvironment } from './environment';
import { explain } from './explain';
import { fetchFromGalaxy } from './galaxy';
import { hideSecrets } from './hide-secrets';
import { getInventory, openInventory } from './inventory';
import { getPlaces } from './places';
import { createPrivateFiles, type PrivateFiles } from './private-files';
import { runProgram } from './run-program';
import type { AnsibleOptions, ansibleSchema } from './schema';
import { getShownCommand } from './shown-command';
import { openTarget } from './target';
import { getMajorVersion } from './version';

export const ansible: Provisioner<typeof ansibleSchema> = {
  async provision(context, options) {
    const playbook = await findPlaybook(context, options);
    validateLayer(context, options);
    context.reporter.say('Provisioning with Ansible...');
    await using files = await createPrivateFiles(context);
    await runPlaybook(context, options, { files, playbook });
  },
};

/** Looks for everything that the options name before the first program runs. Gives the playbook's path. */
async function findPlaybook(context: ProvisionContext, options: AnsibleOptions): Promise<string> {
  const { playbook_file: playbook, galaxy_file, ssh_host_key_file, ssh_authorized_key_file } = options;
  const named = [playbook, options.inventory_file, galaxy_file, ssh_host_key_file, ssh_authorized_key_file];
  const find = await findAllLocal(context, {
    files: named,
    folders: [options.playbook_dir, options.inventory_directory],
  });
  return find(playbook)?.path ?? playbook;
}

/** A layer is found by what its step is made of, and a playbook by itself tells little of that. */
function validateLayer({ communicator }: ProvisionContext, { playbook_dir: folder }: AnsibleOptions): void {
  if (!communicator.mountLayers || folder !== undefined) return;
  const detail =
    'A layer is built again when what it is made of changes. The roles, variables and templates that the playbook uses are not known without playbook_dir.';
  const hint =
    'Put the playbook into a folder with all that it uses and name that: playbook_dir = "ansible".';
  throw new Failure(problem('PRV015', { detail, hint }));
}

interface Run {
  readonly files: PrivateFiles;
  readonly playbook: string;
}

async function runPlaybook(
  context: ProvisionContext,
  options: AnsibleOptions,
  { files, playbook }: Run,
): Promise<void> {
  const { buildName, builderType, facts, ports, reporter } = context;
  const own = { ...getPlaces(context, files), ...ports.environment.variables };
  const env = getEnvironment(options, facts, own);
  const majorVersion = options.skip_version_check
    ? undefined
    : await getMajorVersion(context, options.command, env);
  await using target = await openTarget(context, options, files);
  const content = getInventory({ options, target, facts, majorVersion });
  await using inventory = await openInventory(context, options, { content, files });
  await fetchFromGalaxy(context, options, env);
  const args = await hideSecrets(
    getArguments({ options, target, facts, buildName, builderType, inventory: inventory.path, playbook }),
    (name, text) => files.write(name, text),
  );
  reporter.say(`Executing Ansible: ${getShownCommand(options.command, args)}`);
  await runProgram(context, {
    ...{ command: options.command, args, env, title: 'Ansible' },
    explain: (output) => explain(output, context.communicator.mountLayers !== undefined),
  });
}
