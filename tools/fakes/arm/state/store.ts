import { randomUUID } from 'node:crypto';
import type { Countdown } from '../../aws/state/countdown';
import type { JsonObject } from '../json';
import { foldId } from '../routing/resource-id';
import type { ProvisioningState, Resource } from './resource';

/** What makes a resource. */
export interface Beginning {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly envelope: JsonObject;
  readonly properties: JsonObject;
  readonly state: ProvisioningState;
}

/** Everything that there is, by ids in any case. */
export interface ResourceStore {
  add(beginning: Beginning): Resource;
  /** Whatever there is, visible or not. */
  find(id: string): Resource | undefined;
  /** Takes it away with all that is nested in it. */
  remove(id: string): void;
  /** All whose id begins with this one, itself left out. */
  nestedIn(id: string): readonly Resource[];
  /** Of one type, wherever they are. */
  ofType(type: string): readonly Resource[];
  all(): readonly Resource[];
}

/** With nothing in it. */
export function createStore(clock: { now(): Date }, startAppearing: () => Countdown): ResourceStore {
  const resources = new Map<string, Resource>();
  const nestedIn = (id: string) =>
    [...resources].filter(([key]) => key.startsWith(`${foldId(id)}/`)).map(([, resource]) => resource);
  return {
    add(beginning) {
      const resource = { ...beginning, created: clock.now(), appears: startAppearing(), etag: makeEtag() };
      resources.set(foldId(beginning.id), resource);
      return resource;
    },
    find: (id) => resources.get(foldId(id)),
    remove(id) {
      for (const { id: nested } of nestedIn(id)) resources.delete(foldId(nested));
      resources.delete(foldId(id));
    },
    nestedIn,
    ofType: (type) => [...resources.values()].filter((one) => one.type.toLowerCase() === type.toLowerCase()),
    all: () => [...resources.values()],
  };
}

/** Another one with every change. */
export function makeEtag(): string {
  return `"${randomUUID()}"`;
}
