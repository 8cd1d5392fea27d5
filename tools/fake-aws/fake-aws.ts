import { statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seedImage, startFakeAws } from '../fakes/aws';
import { qemuGuests } from '../fakes/aws/guests/qemu-guests';
import { runCommand, waitForSignal } from './run-command';

const usage = `node tools/run.js fake-aws [--region=NAME] [--port=NUMBER] [--log=FILE] [--command=PROGRAM]
                               [--disk=FILE] [--image-name=NAME] [--boot-mode=MODE] [--guests]

Starts a strict stand-in for AWS on loopback and prints the variables that lead any of AWS's tools to it. It ends with
Ctrl-C, or with PROGRAM, which is run by the shell with these variables. What was called is then in FILE, a line of JSON
for each call. The one public image, whose id is in SOURCE_AMI, has the raw disk FILE and starts by MODE: uefi-preferred,
uefi or legacy-bios. A NAME of a system with cloud-init has builds tell its machines their host key by user data. With
--guests, instances run under QEMU.
`;

const GIB = 2 ** 30;
const bootModes = ['uefi-preferred', 'uefi', 'legacy-bios'] as const;

/** `node tools/run.js fake-aws`: the fake AWS by hand, with one public image in it. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      region: { type: 'string', default: 'us-east-1' },
      port: { type: 'string', default: '0' },
      log: { type: 'string' },
      command: { type: 'string' },
      disk: { type: 'string' },
      'image-name': { type: 'string', default: 'al2023-ami-2026' },
      'boot-mode': { type: 'string', default: 'uefi-preferred' },
      guests: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const bootMode = bootModes.find((mode) => mode === values['boot-mode']);
  if (!bootMode) {
    process.stderr.write(`--boot-mode=${values['boot-mode']}: there are ${bootModes.join(', ')}.\n`);
    return 1;
  }
  const guests = values.guests ? qemuGuests() : undefined;
  await using fake = await startFakeAws({ port: Number(values.port), guests });
  if (!fake.cloud.regionNames.includes(values.region)) {
    process.stderr.write(`--region=${values.region}: this cloud has ${fake.cloud.regionNames.join(', ')}.\n`);
    return 1;
  }
  const disk = values.disk !== undefined && {
    disk: values.disk,
    sizeGib: Math.ceil(statSync(values.disk).size / GIB),
  };
  const traits = { name: values['image-name'], bootMode, description: values.disk ?? 'An empty disk' };
  const image = await seedImage(fake.cloud, { region: values.region, traits, ...disk });
  const variables = {
    AWS_ENDPOINT_URL: fake.endpoint,
    AWS_REGION: values.region,
    AWS_DEFAULT_REGION: values.region,
    AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    SOURCE_AMI: image,
  };
  const code = await offer(variables, values.command);
  if (values.log !== undefined)
    writeFileSync(values.log, fake.log.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  return code;
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
