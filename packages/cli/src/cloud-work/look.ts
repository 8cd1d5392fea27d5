import type { MachineRequirement } from '@strata/plan';
import type { Ports, SecretFilter } from '@strata/sdk';
import type { Finding } from '@strata/target-aws/preflight';
import type { CloudDestinations } from './find-destinations';
import { getCloud } from './find-work';

/** What looking uses of the world. */
export interface LookPlace {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly secrets: SecretFilter;
}

/** Something that was looked at, and what was found. */
export interface LookedAt {
  readonly subject: string;
  readonly findings: readonly Finding[];
}

/** Looks whether a cloud has and permits what a build needs. */
export async function lookAtMachine(
  place: LookPlace,
  project: string,
  { builder: { type }, options, source }: MachineRequirement,
): Promise<LookedAt> {
  const subject = `${project}: ${source}`;
  if (getCloud(type) === 'azure') {
    const { preflightBuild } = await import('@strata/target-azure/preflight');
    return { subject, findings: await preflightBuild(place, { options }) };
  }
  const { preflightBuild } = await import('@strata/target-aws/preflight');
  return { subject, findings: await preflightBuild(place, { type, options }) };
}

/** The same for publications. @param images those whose names are known */
export async function* lookAtDestinations(
  place: LookPlace,
  { aws, azure }: CloudDestinations,
  images: readonly string[],
): AsyncGenerator<LookedAt> {
  for (const { destination, login } of aws) {
    const { preflightPublication } = await import('@strata/target-aws/preflight');
    const findings = await preflightPublication(place, login, destination);
    yield { subject: `destination ${destination.name}`, findings };
  }
  for (const { destination, login, keep } of azure) {
    const { preflightPublication } = await import('@strata/target-azure/preflight');
    const wanted = { destination, images, isKept: keep !== undefined };
    yield {
      subject: `destination ${destination.name}`,
      findings: await preflightPublication(place, login, wanted),
    };
  }
}
