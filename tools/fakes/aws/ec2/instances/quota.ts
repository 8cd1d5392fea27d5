import { refuse } from '../../refusal';
import type { ComputeState } from '../compute/state';
import { findInstanceType } from './instance-types';

/** Counts the processors of what runs. @throws Refusal when there would be too many */
export function checkQuota(
  { instances, limits }: ComputeState,
  account: string,
  { vcpus, isSpot }: { readonly vcpus: number; readonly isSpot: boolean },
): void {
  const used = instances
    .all()
    .filter(({ owner, launch, state }) => owner === account && launch.isSpot === isSpot && takesPlace(state))
    .reduce((sum, { attributes }) => sum + (findInstanceType(attributes.instanceType)?.vcpus ?? 0), 0);
  const limit = isSpot ? limits.spotVcpus : limits.onDemandVcpus;
  if (used + vcpus <= limit) return;
  if (isSpot) throw refuse('MaxSpotInstanceCountExceeded', 'Max spot instance count exceeded');
  throw refuse(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
  );
}

function takesPlace(state: string): boolean {
  return state === 'pending' || state === 'running' || state === 'stopping';
}
