import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type FakeAws, type LoggedCall, seedImage, startFakeAws } from '../fakes/aws';
import { qemuGuests } from '../fakes/aws/guests/qemu-guests';
import { makeBootableDisk } from '../fakes/aws/guests/testing/bootable-disk';
import { getTemplate, home } from './template';

const run = promisify(execFile);
const strata = resolve(__dirname, '../../packages/cli/bin/strata.js');

/** How each is told to build a template in its folder. */
const programs = {
  packer: ['packer', 'build', '-color=false', 'template.json'],
  strata: [process.execPath, strata, 'build', 'template.json'],
} as const;
export type Program = keyof typeof programs;

/** Has a program build the template on real machines of a fake cloud of its own. @returns every call, in order */
export async function recordCalls(program: Program): Promise<readonly LoggedCall[]> {
  await using fake = await startFakeAws({ guests: qemuGuests() });
  await seedImage(fake.cloud, {
    region: home,
    sizeGib: 1,
    disk: await makeBootableDisk(),
    traits: { name: 'small-linux-2026', bootMode: 'legacy-bios', architecture: 'x86_64' },
  });
  await build(program, fake);
  return fake.log.calls;
}

async function build(program: Program, { endpoint, key }: FakeAws): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-calls-'));
  const [command, ...args] = programs[program];
  try {
    await writeFile(join(folder, 'template.json'), JSON.stringify(getTemplate(endpoint)));
    await run(command, args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        CHECKPOINT_DISABLE: '1',
        // Packer of 2020 reads the endpoint of its template alone.
        AWS_ENDPOINT_URL: endpoint,
        AWS_POLL_DELAY_SECONDS: '1',
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
