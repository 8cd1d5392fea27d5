import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  addAllAsPublished,
  makeManyImages,
  manyRegions,
} from '../../packages/target-aws/src/testing/many-images';
import { getFakeVariables } from '../../packages/target-aws/src/testing/open-fake';
import { openPublishWorld, testDestination } from '../../packages/target-aws/src/testing/publish-world';
import type { LoggedCall } from '../fakes/aws';
import { workspaceRoot } from '../sources/files';
import type { ManyImages } from './publish-many';

/** A process that loads nothing of the fake. */
const publisher = `
  require('./tools/source-loader/register');
  require('./tools/aws-many/publish-many.ts').publishMany();`;

const count = 1000;
/** Each is told: what else the machine does is seen by how they differ. */
const rounds = 3;

/**
 * `node tools/run.js aws-many`: what it takes to see that a thousand images in five regions are as they should be. The fake of
 * AWS is in this process; whoever asks it is one of its own, of which the whole life is measured.
 */
export async function main(): Promise<number> {
  await using world = await openPublishWorld();
  const { fake } = world.cloud;
  const destination = { ...testDestination, regions: manyRegions };
  const images = makeManyImages(count);
  await addAllAsPublished(fake, await world.openRun(destination), images);
  for (let round = 0; round < rounds; round += 1) {
    fake.log.clear();
    const begun = performance.now();
    const told = await runPublisher({ destination, images }, getFakeVariables(fake));
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const about = `${count} images in ${manyRegions.length} regions`;
    process.stdout.write(`${about}: ${seconds} s, ${told}; ${countCalls(fake.log.calls)}\n`);
  }
  return 0;
}

function countCalls(calls: readonly LoggedCall[]): string {
  const counts = new Map<string, number>();
  for (const { action } of calls) counts.set(action, (counts.get(action) ?? 0) + 1);
  const asked = [...counts].map(([action, times]) => `${times} ${action}`).join(', ');
  return `${asked}, ${calls.filter(({ mutating }) => mutating).length} changes`;
}

/** @returns what it tells of itself */
async function runPublisher(given: ManyImages, variables: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, ['-e', publisher], {
    cwd: workspaceRoot,
    env: { ...process.env, ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(given));
  let told = '';
  child.stdout.on('data', (data: Buffer) => {
    told += data.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The publisher ended with ${code}.`);
  return told;
}
