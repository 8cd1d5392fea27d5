import type { Cloud } from '../state/cloud';
import type { Countdown } from '../state/countdown';
import type { Tags } from '../state/resource';

export interface RoleRecord {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly created: Date;
  readonly description?: string | undefined;
  readonly trust: string;
  readonly tags: Tags;
  /** Policies of its own, by name. */
  readonly policies: Map<string, string>;
  /** ARNs of those that others may have too. */
  readonly attached: Set<string>;
}

export interface InstanceProfileRecord {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly created: Date;
  readonly tags: Tags;
  role?: string | undefined;
  /** Until it is over, EC2 does not know the profile with its role. */
  known: Countdown;
}

/** What IAM has of one account, in all regions. */
export interface IamState {
  readonly roles: Map<string, RoleRecord>;
  readonly profiles: Map<string, InstanceProfileRecord>;
}

const states = new WeakMap<Cloud, Map<string, IamState>>();

/** IAM of an account, empty when nobody asked before. */
export function getIam(cloud: Cloud, account: string): IamState {
  const accounts = states.get(cloud) ?? new Map<string, IamState>();
  states.set(cloud, accounts);
  const state = accounts.get(account) ?? { roles: new Map(), profiles: new Map() };
  accounts.set(account, state);
  return state;
}
