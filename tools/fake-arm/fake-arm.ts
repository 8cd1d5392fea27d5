import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, waitForSignal } from '../fake-aws/run-command';
import { azuriteBlobs, seedGroup, seedStorageAccount, startFakeArm } from '../fakes/arm';
import { makeCertificate } from '../fakes/arm/server/certificate';
import { startAzurite } from '../fakes/azurite';

const usage = `node tools/run.js fake-arm [--group=NAME] [--location=NAME] [--port=NUMBER] [--log=FILE] [--command=PROGRAM]

Starts a strict stand-in for Azure Resource Manager, with Azurite for blobs, on loopback and prints the variables that lead
there. In the resource group NAME stands the storage account whose blobs Azurite has. It ends with Ctrl-C, or with
PROGRAM, which is run by the shell with these variables. What was called is then in FILE, a line of JSON for each call.
`;

/** `node tools/run.js fake-arm`: the fake ARM by hand, with Azurite beside it. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      group: { type: 'string', default: 'images' },
      location: { type: 'string', default: 'westeurope' },
      port: { type: 'string', default: '0' },
      log: { type: 'string' },
      command: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  await using azurite = await startAzurite({ certificate: makeCertificate() });
  const { cert: ca } = makeCertificate();
  await using fake = await startFakeArm({ port: Number(values.port), blobs: azuriteBlobs(azurite, { ca }) });
  if (!fake.cloud.findLocation(values.location)) {
    const names = fake.cloud.locations.map(({ name }) => name);
    process.stderr.write(`--location=${values.location}: this cloud has ${names.join(', ')}.\n`);
    return 1;
  }
  seedGroup(fake.cloud, { name: values.group, location: values.location });
  seedStorageAccount(fake.cloud, { group: values.group, location: values.location });
  const folder = mkdtempSync(join(tmpdir(), 'strata-fake-arm-'));
  try {
    const certificate = join(folder, 'ca.pem');
    writeFileSync(certificate, fake.ca);
    const variables = {
      ...fake.variables,
      AZURE_STORAGE_ACCOUNT: azurite.account,
      AZURE_STORAGE_KEY: azurite.key,
      AZURE_STORAGE_SERVICE_ENDPOINT: azurite.accountUrl,
      NODE_EXTRA_CA_CERTS: certificate,
    };
    return await offer(variables, values.command);
  } finally {
    if (values.log !== undefined)
      writeFileSync(values.log, fake.log.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
    rmSync(folder, { recursive: true });
  }
}

/** Gives the variables to a command, or to whoever reads them, until it is over. */
async function offer(
  variables: Readonly<Record<string, string>>,
  command: string | undefined,
): Promise<number> {
  if (command !== undefined) return await runCommand(command, variables);
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`export ${name}=${value}\n`);
  await waitForSignal();
  return 0;
}
