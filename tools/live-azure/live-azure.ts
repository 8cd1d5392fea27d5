import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createNodePorts } from '../../packages/sdk/src/node';
import { type AzureSession, openAzureSession } from '../../packages/target-azure/src/client';
import { formatCosts, sumCosts } from '../live/costs';
import { listenForEnd } from '../live/listen-for-end';
import { compareShapes } from './compare/compare';
import { getShapes } from './compare/shape';
import { estimateCosts } from './costs';
import { readCalls } from './recording/read-calls';
import { runScenarios } from './run-scenarios';
import { scenarios } from './scenarios';
import { ALLOWED_TAG, type LiveSettings, readSettings, usage } from './settings';
import { openStandIn } from './stand-in';

const MINUTE = 60_000;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const tell = (text: string) => void process.stderr.write(`${text}\n`);

/** `npm run live:azure`: the scenarios of the tests in a real subscription, within limits that whoever starts it says. */
export async function main(args: readonly string[]): Promise<number> {
  const read = readSettings(args, process.env);
  if ('problems' in read) {
    tell(`${read.problems.join('\n')}\n\n${usage}`);
    return 1;
  }
  const { settings } = read;
  const costs = estimateCosts(settings);
  if (sumCosts(costs) > settings.limit) {
    tell(`This may cost more than ${settings.limit} USD, so nothing was begun:\n${formatCosts(costs)}`);
    return 1;
  }
  const session = await openAzureSession(
    { subscription_id: settings.subscription },
    { ports: createNodePorts(), signal: new AbortController().signal },
  );
  const refusal = await judgeGroup(session, settings);
  if (refusal !== undefined) {
    tell(`${refusal} Nothing was begun.`);
    return 1;
  }
  const { group, location, minutes, secondLocation, subscription } = settings;
  say(
    `In group ${group} of subscription ${subscription}, in ${location} and ${secondLocation}, for ${minutes} minutes at most:`,
  );
  for (const { name } of scenarios) say(`  ${name}`);
  process.stdout.write(formatCosts(costs));
  return await runBoth(settings, session);
}

/** Why nothing is begun in the group; undefined when its owner allows it. */
async function judgeGroup(session: AzureSession, settings: LiveSettings): Promise<string | undefined> {
  const { group, location, subscription } = settings;
  try {
    const found = await session.resources().resourceGroups.get(group);
    if (found.location !== location) return `The group ${group} is in ${found.location}, not in ${location}.`;
    if (found.tags?.[ALLOWED_TAG] === 'yes') return undefined;
    return `The group ${group} has no tag ${ALLOWED_TAG}=yes, by which its owner allows it.`;
  } catch (error) {
    const [why = ''] = (error as Error).message.split('\n');
    return `The group ${group} of subscription ${subscription} cannot be looked at: ${why}.`;
  }
}

/** First Azure, then the stand-in, and in what their answers differ. Differences are told, and are no failure. */
async function runBoth(settings: LiveSettings, session: AzureSession): Promise<number> {
  using ending = listenForEnd(settings.minutes * MINUTE);
  const folder = resolve(settings.folder, new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const azure = { settings, session, folder: join(folder, 'azure'), variables: {} };
  const failures = await runScenarios(azure, ending.signal, say);
  if (failures.length > 0) {
    say(failures.join('\n'));
    return 1;
  }
  say('All scenarios went well, and nothing is left. The same against the stand-in:');
  await using standIn = await openStandIn(settings, join(folder, 'stand-in'));
  const others = await runScenarios(standIn, ending.signal, say);
  if (others.length > 0) say(others.join('\n'));
  const differences = compareShapes(getShapes(readCalls(azure.folder)), getShapes(readCalls(standIn.folder)));
  const file = join(folder, 'differences.txt');
  writeFileSync(file, differences.map((line) => `${line}\n`).join(''));
  say(`Answers differ in ${differences.length} ways: ${file}`);
  return others.length === 0 ? 0 : 1;
}
