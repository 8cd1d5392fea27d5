import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seedImage, startFakeAws } from '../fakes/aws';
import { runCommand, waitForSignal } from './run-command';

const usage = `node tools/run.js fake-aws [--region=NAME] [--port=NUMBER] [--log=FILE] [--command=PROGRAM]

Starts a strict stand-in for AWS on loopback and prints the variables that lead any of AWS's tools to it. It ends with
Ctrl-C, or with PROGRAM, which is run by the shell with these variables. What was called is then in FILE, a line of JSON
for each call.
`;

/** `node tools/run.js fake-aws`: the fake AWS by hand, with one public image in it. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      region: { type: 'string', default: 'us-east-1' },
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
  await using fake = await startFakeAws({ port: Number(values.port) });
  if (!fake.cloud.regionNames.includes(values.region)) {
    process.stderr.write(`--region=${values.region}: this cloud has ${fake.cloud.regionNames.join(', ')}.\n`);
    return 1;
  }
  const image = { region: values.region, traits: { name: 'al2023-ami-2026', description: 'An empty disk' } };
  await seedImage(fake.cloud, image);
  const variables = {
    AWS_ENDPOINT_URL: fake.endpoint,
    AWS_REGION: values.region,
    AWS_DEFAULT_REGION: values.region,
    AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
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
