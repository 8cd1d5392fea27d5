import type { ResourceType } from '@aws-sdk/client-ec2';
import type { Refusal } from '../refusal';
import type { Countdown } from './countdown';

/** Tags by their keys. */
export type Tags = Map<string, string>;

/** Anything in a region that has an id, an owner and tags. */
export interface Resource {
  readonly id: string;
  /** Account that it belongs to. */
  readonly owner: string;
  readonly created: Date;
  readonly tags: Tags;
  /** Until it is over, the thing is there and nobody is told: AWS's eventual consistency. */
  readonly appears: Countdown;
}

/** What EC2 says of one kind of resource. */
export interface ResourceKind {
  /** As in TagSpecifications: `image`, `security-group`. */
  readonly type: ResourceType;
  /** What ids begin with: `ami`. */
  readonly prefix: string;
  malformed(id: string): Refusal;
  notFound(ids: readonly string[]): Refusal;
}
