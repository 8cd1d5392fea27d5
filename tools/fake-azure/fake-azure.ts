import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCommand, waitForSignal } from '../fake-aws/run-command';
import { seedDisk } from '../fakes/arm';
import { qemuGuests } from '../fakes/arm/guests/qemu-guests';
import { group, startFakeAzure } from './start';

const usage = `node tools/run.js fake-azure [--log=FILE] [--command=PROGRAM] [--guests --disk=FILE] [--image=URN]

Starts a strict stand-in for Azure Resource Manager, and Azurite for blobs, on loopback, and prints the variables that lead
Strata to them. It ends with Ctrl-C, or with PROGRAM, which is run by the shell with these variables. What was asked of the
resource manager is then in FILE, a line of JSON for each request. There is one resource group, ${group}, with the storage
account whose name is in STORAGE_ACCOUNT. With --guests, machines run under QEMU; the image URN of the marketplace, which is
Debian:debian-12:12 when nobody says, has the raw disk FILE.
`;

/** `node tools/run.js fake-azure`: the fake Azure by hand. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      log: { type: 'string' },
      command: { type: 'string' },
      guests: { type: 'boolean', default: false },
      disk: { type: 'string' },
      image: { type: 'string', default: 'Debian:debian-12:12' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  await using azure = await startFakeAzure({ guests: values.guests ? qemuGuests() : undefined });
  if (values.disk !== undefined) await seedDisk(azure.arm.cloud, { urn: values.image, disk: values.disk });
  const variables = { ...azure.variables, STORAGE_ACCOUNT: azure.azurite.account };
  const code = await offer(variables, values.command);
  if (values.log !== undefined)
    writeFileSync(values.log, azure.arm.log.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  return code;
}

/** Gives the variables to a command, or to whoever reads them, until it is over. */
async function offer(
  variables: Readonly<Record<string, string>>,
  command: string | undefined,
): Promise<number> {
  if (command !== undefined) return await runCommand(command, variables);
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`export ${name}='${value}'\n`);
  await waitForSignal();
  return 0;
}
