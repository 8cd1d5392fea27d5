import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { addBootableImage } from '../../packages/cli/src/testing/bootable-image';
import { createWorkspaceFixture, shellSteps } from '../../packages/cli/src/testing/workspace-fixture';
import { createNodePorts } from '../../packages/sdk/src/node';
import { type AwsSession, openAwsSession } from '../../packages/target-aws/src/client';
import { formatCosts, sumCosts } from '../live/costs';
import { listenForEnd } from '../live/listen-for-end';
import { estimateCosts } from './costs';
import { listLeftOver, type RunPlace, removeLeftOver } from './left-over';
import { scenarios } from './scenarios';
import { PUBLISHED_IMAGE } from './scenarios/publish';
import { type LiveSettings, readSettings, usage } from './settings';
import { RUN_TAG, runStrata } from './world';

const ID_BYTES = 4;
const MINUTE = 60_000;

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** `npm run live:aws`: the scenarios of the tests in a real account, within limits that whoever starts it says. */
export async function main(args: readonly string[]): Promise<number> {
  const read = readSettings(args, process.env);
  if ('problems' in read) {
    process.stderr.write(`${read.problems.join('\n')}\n\n${usage}`);
    return 1;
  }
  const { settings } = read;
  const costs = estimateCosts(settings);
  if (sumCosts(costs) > settings.limit) {
    process.stderr.write(
      `This may cost more than ${settings.limit} USD, so nothing was begun:\n${formatCosts(costs)}`,
    );
    return 1;
  }
  const session = await openAwsSession(
    { region: settings.region },
    { ports: createNodePorts(), signal: new AbortController().signal },
  );
  try {
    const { account, arn } = await session.caller();
    if (account !== settings.account) {
      process.stderr.write(
        `The credentials are of ${arn}, not of account ${settings.account}: nothing was begun.\n`,
      );
      return 1;
    }
    say(
      `As ${arn}, in ${settings.region} and ${settings.secondRegion}, for ${settings.minutes} minutes at most:`,
    );
    for (const { name } of scenarios) say(`  ${name}`);
    process.stdout.write(formatCosts(costs));
    return await runAll(settings, session);
  } finally {
    session.close();
  }
}

/** Whatever happens, nothing with the run's tag is left, or it is told. */
async function runAll(settings: LiveSettings, session: AwsSession): Promise<number> {
  const id = randomBytes(ID_BYTES).toString('hex');
  const folder = resolve(settings.folder, id);
  mkdirSync(folder, { recursive: true });
  say(`Everything has the tag ${RUN_TAG}=${id}; what is asked and answered goes to ${folder}`);
  using workspace = createWorkspaceFixture();
  addBootableImage(workspace, PUBLISHED_IMAGE, shellSteps(`echo ${id} > /etc/strata-live`));
  const place: RunPlace = { session, regions: [settings.region, settings.secondRegion], id };
  // Ctrl-C ends the scenarios, and never what removes things after them.
  using ending = listenForEnd(settings.minutes * MINUTE);
  const { signal } = ending;
  const { root } = workspace;
  const strata = (name: string, ...args: readonly string[]) =>
    runStrata({ root, folder, signal }, name, args);
  const failures: string[] = [];
  try {
    for (const { name, run } of scenarios) {
      await run({ settings, id, session, signal, root, strata, say });
      say(`ok      ${name}`);
    }
  } catch (error) {
    failures.push(signal.aborted ? String(signal.reason) : (error as Error).message);
    say(`failed  ${failures[0]}`);
  }
  failures.push(...(await cleanUp(place, root, folder)));
  say(failures.length === 0 ? 'All scenarios went well, and nothing is left.' : failures.join('\n'));
  return failures.length === 0 ? 0 : 1;
}

/** @returns what is wrong then */
async function cleanUp(place: RunPlace, root: string, folder: string): Promise<readonly string[]> {
  const problems: string[] = [];
  const { signal } = new AbortController();
  // What builds noted, first: it knows of roles and launch templates, which have no place in a look by tags.
  await runStrata({ root, folder, signal }, 'sweep', ['sweep']).catch((error: Error) =>
    problems.push(error.message),
  );
  await removeLeftOver(place, say);
  const left = await listLeftOver(place);
  if (left.length > 0) problems.push(`Left in the account, remove it by hand: ${left.join(', ')}`);
  return problems;
}
