import { randomUUID } from 'node:crypto';
import type { Instance } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { classifyAws } from '../errors';
import { ask } from '../machine/ask';
import type { Launch } from '../machine/launch';
import { getToken } from '../machine/names';
import { createRunRequest } from '../machine/run-request';
import type { Work } from '../machine/work';
import { instanceKind } from '../resources/instance';
import { findDefaultPlaces, type Network, type Place } from './network';
import { waitUntilRunning } from './wait-for-instance';

/** A machine that runs. */
export type Machine = Instance & { readonly InstanceId: string };

/**
 * Launches the machine: Packer's StepRunSourceInstance. Where AWS has no capacity, the next place is tried, and then the
 * next type.
 */
export async function runInstance(work: Work, launch: Launch, network: Network): Promise<Machine> {
  const { context, options, reach } = work;
  context.reporter.say('Launching a source AWS instance...');
  await context.resources.note(instanceKind, reach);
  const types = [options.instance_type ?? '', ...(options.fallback_instance_types ?? [])];
  // A step that is tried again wants another machine, not the one that died.
  const nonce = randomUUID();
  const refusals: Failure[] = [];
  for (const type of types)
    for await (const place of listPlaces(work, network, refusals)) {
      const id = await tryToRun(work, launch, { type, place, nonce }).catch((error: unknown) => {
        if (!lacksCapacity(error)) throw error;
        refusals.push(error);
        context.reporter.warn(
          `No capacity for ${type}${describePlace(place)}: ${error.diagnostics[0]?.detail}`,
        );
      });
      if (id !== undefined) return waitUntilRunning(work, id);
    }
  throw addFallbacks(refusals, types);
}

/** Where a machine is tried. One that has no place of its own is tried in every zone, once AWS has refused to choose. */
async function* listPlaces(
  work: Work,
  { places, vpcId }: Network,
  refusals: readonly Failure[],
): AsyncGenerator<Place> {
  yield* places;
  const isOpen =
    vpcId === undefined && places.every(({ subnetId, zone }) => subnetId === undefined && zone === undefined);
  if (isOpen && refusals.length > 0) yield* await findDefaultPlaces(work);
}

interface Wish {
  readonly type: string;
  readonly place: Place;
  readonly nonce: string;
}

async function tryToRun(
  work: Work,
  launch: Launch,
  { type, place, nonce }: Wish,
): Promise<string | undefined> {
  const { options, reach, region, session } = work;
  const token = getToken(reach.build, 'run', nonce, type, place.subnetId ?? '', place.zone ?? '');
  const request = createRunRequest(options, launch, { type, place, token });
  // What the machine is made with was made just now: keys, groups and roles may be unknown yet.
  const call = { action: 'RunInstances', what: `the machine of ${work.context.buildName}`, isYoung: true };
  const { Instances = [] } = await ask(work, call, (o) => session.ec2(region).runInstances(request, o));
  return Instances[0]?.InstanceId;
}

function lacksCapacity(error: unknown): error is Failure {
  return error instanceof Failure && classifyAws(error.cause) === 'no-capacity';
}

function describePlace({ subnetId, zone }: Place): string {
  const where = zone ?? subnetId;
  return where === undefined ? '' : ` in ${where}`;
}

function addFallbacks(refusals: readonly Failure[], types: readonly string[]): Failure {
  const [first] = refusals.at(-1)?.diagnostics ?? [];
  return new Failure(
    problem('AWS008', {
      detail:
        `No place had capacity for ${types.join(' or ')}, of ${refusals.length} that were tried. ${first?.detail ?? ''}`.trim(),
      hint: 'Name other types in fallback_instance_types, let a subnet_filter with most_free match several zones, or try again later.',
    }),
  );
}
