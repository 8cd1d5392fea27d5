import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { ask } from '../machine/ask';
import type { Work } from '../machine/work';
import { getEndedInstance, getPatience, patience, waitFor } from '../wait';
import type { Machine } from './run-instance';

/** Waits until a machine that was launched runs, and tells what AWS knows of it by then. */
export async function waitUntilRunning(work: Work, id: string): Promise<Machine> {
  const { context, looks, options, region } = work;
  const { reporter } = context;
  reporter.say(`Instance ID: ${id}`);
  reporter.say(`Waiting for instance (${id}) to become ready...`);
  const instance = await waitFor(context, {
    request: { action: 'DescribeInstances', region, what: `instance ${id}` },
    describe: () => looks.instance(region, id),
    isDone: ({ State }) => State?.Name === 'running',
    isFailed: getEndedInstance,
    patience: getPatience(patience.instance, options, context.ports.environment.variables),
  });
  return { ...instance, InstanceId: id };
}

/** Looks at a machine that runs once more: addresses come a moment later. */
export async function lookAgain(work: Work, { InstanceId: id }: Machine): Promise<Machine> {
  const { looks, region } = work;
  const call = { action: 'DescribeInstances', what: `instance ${id}`, isYoung: true };
  const found = await ask(work, call, () => looks.instance(region, id));
  const detail = `AWS shows no instance ${id} in ${region} any more.`;
  if (!found)
    throw new Failure(problem('AWS013', { detail, hint: 'It was removed by somebody else: build again.' }));
  return { ...found, InstanceId: id };
}
