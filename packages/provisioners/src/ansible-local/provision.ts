import { Failure } from '@strata/diagnostics';
import { findLocalFile, type ProvisionContext, type Provisioner } from '@strata/sdk';
import { createOutputTail } from '@strata/sdk/scripts';
import { problem } from '../codes';
import { getGalaxyCommands, getPlaybookCommand, quotePath } from './commands';
import type { AnsibleLocalOptions, ansibleLocalSchema } from './schema';
import { getInventory, getPlace, getPlaybooks, getUploads } from './uploads';

/** Packer's name for the inventory that it makes. */
const INVENTORY = 'packer-provisioner-ansible-local';

export const ansibleLocal: Provisioner<typeof ansibleLocalSchema> = {
  async provision(context, options) {
    context.reporter.say('Provisioning with Ansible...');
    const inventory = await upload(context, options);
    for (const command of await getFetches(context, options)) await run(context, command);
    const { buildName, builderType, facts, reporter } = context;
    for (const source of getPlaybooks(options)) {
      const playbook = getPlace(options, source);
      const command = getPlaybookCommand(options, { buildName, builderType, facts, playbook, inventory });
      reporter.say(`Executing Ansible: ${command}`);
      await run(context, command);
    }
    if (options.clean_staging_directory) await run(context, `rm -rf ${quotePath(options.staging_directory)}`);
  },
};

/** Looks for everything before the first byte is sent. Gives the inventory's path in the machine. */
async function upload(context: ProvisionContext, options: AnsibleLocalOptions): Promise<string> {
  const { communicator, ports, reporter, signal } = context;
  const uploads = getUploads(options);
  const found = await findLocalFile(
    context,
    uploads.map(({ source }) => source),
  );
  const folders = new Set([
    options.staging_directory,
    ...uploads.flatMap(({ kind, destination }) => (kind === 'directory' ? [destination] : [])),
  ]);
  await run(context, `mkdir -p ${[...folders].map(quotePath).join(' ')}`);
  for (const [index, { kind, source, destination }] of uploads.entries()) {
    const path = found[index]?.path ?? source;
    reporter.say(`Uploading ${source} => ${destination}`);
    if (kind === 'directory') await communicator.uploadDirectory(path, destination, { signal });
    else await communicator.upload(ports.files.stream(path), destination, { signal });
  }
  if (options.inventory_file !== undefined) return getPlace(options, options.inventory_file);
  const inventory = getPlace(options, INVENTORY);
  await communicator.upload(Buffer.from(getInventory(options.inventory_groups)), inventory, { signal });
  return inventory;
}

async function getFetches(
  context: ProvisionContext,
  options: AnsibleLocalOptions,
): Promise<readonly string[]> {
  if (options.galaxy_file === undefined) return [];
  const [file] = await findLocalFile(context, [options.galaxy_file], 'file');
  return getGalaxyCommands(options, await context.ports.files.readText(file?.path ?? options.galaxy_file));
}

async function run({ communicator, reporter, signal }: ProvisionContext, command: string): Promise<void> {
  const tail = createOutputTail();
  const onOutput = ({ stream, data }: { readonly stream: 'stdout' | 'stderr'; readonly data: Buffer }) => {
    tail.add(data);
    reporter.output(stream, data);
  };
  const exit = await communicator.exec({ command, onOutput }, signal);
  reporter.commandEnded(exit);
  if (exit.kind === 'exited' && exit.code === 0) return;
  const lines = tail.getLines().map((line) => `  ${line}`);
  const output = lines.length === 0 ? 'It printed nothing.' : `Its last output:\n${lines.join('\n')}`;
  if (exit.kind === 'disconnected')
    throw new Failure(problem('PRV003', { detail: `The connection went away under: ${command}\n${output}` }));
  const ending =
    exit.kind === 'exited' ? `ended with exit status ${exit.code}` : `was ended by ${exit.signal}`;
  const hint =
    exit.kind === 'exited' && exit.code === 127
      ? 'Install Ansible in the machine by a step before.'
      : undefined;
  const detail = `A command ${ending}: ${command}\n${output}`;
  throw new Failure(problem('PRV002', { detail, ...(hint !== undefined && { hint }) }));
}
