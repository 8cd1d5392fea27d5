import type { Countdown } from '../../../aws/state/countdown';
import type { JsonObject } from '../../json';
import { refuse } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import type { Replication } from '../../state/galleries';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';
import { readRegions } from './judge-regions';

/** Lets copies begin, in all regions of a version at once. */
export function beginReplication(writing: Writing, version: Resource): void {
  writing.cloud.galleries.replicate(version, readRegions(writing));
}

/** The write of a version is over when all of its regions have it. */
export function startReplication(cloud: Cloud, version: Resource): Countdown {
  const regions = [...cloud.galleries.findReplication(version).values()];
  return {
    isOver: () => regions.every((one) => one.isOver()),
    look: () => regions.map((one) => one.look()).every(Boolean),
  };
}

/** Fails when a region cannot be reached; the others have their copies all the same. */
export function finishReplication({ cloud }: Writing, version: Resource): void {
  const failed = [...cloud.galleries.findReplication(version).keys()].filter((region) =>
    cloud.galleries.failing.has(region),
  );
  if (failed.length > 0)
    throw refuse(
      'ReplicationJobsNotCompleted',
      `The replication job has not completed at region: '${failed.map((region) => displayRegion(region, cloud)).join("', '")}'.`,
      { status: 409 },
    );
}

/** What `$expand=ReplicationStatus` adds. */
export function showReplication(version: Resource, cloud: Cloud): JsonObject {
  const replication = cloud.galleries.findReplication(version);
  const summary = [...replication.keys()].map((region) => showRegion(region, replication, cloud));
  return { aggregatedState: aggregate(summary.map(({ state }) => state)), summary };
}

function showRegion(region: string, replication: Replication, cloud: Cloud) {
  const over = replication.get(region)?.isOver() ?? false;
  const failing = cloud.galleries.failing.has(region);
  const state = over ? (failing ? 'Failed' : 'Completed') : 'Replicating';
  const details = state === 'Failed' ? `The replication job has not completed at region: '${region}'.` : '';
  return { region: displayRegion(region, cloud), state, details, progress: state === 'Completed' ? 100 : 0 };
}

function aggregate(states: readonly string[]): string {
  if (states.includes('Failed')) return 'Failed';
  return states.includes('Replicating') ? 'InProgress' : 'Completed';
}

function displayRegion(region: string, cloud: Cloud): string {
  return cloud.findLocation(region)?.displayName ?? region;
}

/** Properties, with their replication when it was asked for. */
export function showVersion(version: Resource, cloud: Cloud, query: URLSearchParams): JsonObject {
  if (query.get('$expand') !== 'ReplicationStatus') return version.properties;
  return { ...version.properties, replicationStatus: showReplication(version, cloud) };
}
