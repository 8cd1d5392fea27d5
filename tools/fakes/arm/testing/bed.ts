import type { ComputeManagementClient } from '@azure/arm-compute';
import type { ResourceManagementClient } from '@azure/arm-resources';
import { type FakeArm, type FakeArmOptions, seedGroup, startFakeArm } from '../index';

/** The fake and real clients of the SDK before it. They try nothing twice. */
export interface Bed extends AsyncDisposable {
  readonly fake: FakeArm;
  readonly compute: ComputeManagementClient;
  readonly resources: ResourceManagementClient;
  /** Of a resource in `group`: its part behind `providers/`. */
  id(rest: string): string;
}

/** The group of everything that says nothing else. */
export const group = 'images';
/** Where everything is that says nothing else. */
export const home = 'westeurope';
/** The SDK looks at its operations as often as this machine can answer. */
export const soon = { updateIntervalInMs: 1 };

/** What every client of the SDK is made with. */
export function connect({ endpoint, ca }: FakeArm) {
  return { endpoint, tlsOptions: { ca }, retryOptions: { maxRetries: 0 } };
}

/** Starts a fake with one group, whose operations are over at the first look. */
export async function openBed(options: FakeArmOptions = {}): Promise<Bed> {
  const fake = await startFakeArm({ pending: {}, ...options });
  seedGroup(fake.cloud, { name: group, location: home });
  return makeBed(fake);
}

/** Clients for a fake that has the group already. */
export function makeBed(fake: FakeArm): Bed {
  const { subscription } = fake.cloud;
  let compute: ComputeManagementClient | undefined;
  let resources: ResourceManagementClient | undefined;
  return {
    fake,
    // Each takes longer to load than most tests take, and most tests need one of them.
    get compute() {
      const sdk: typeof import('@azure/arm-compute') = require('@azure/arm-compute');
      compute ??= new sdk.ComputeManagementClient(fake.credential, subscription, connect(fake));
      return compute;
    },
    get resources() {
      const sdk: typeof import('@azure/arm-resources') = require('@azure/arm-resources');
      resources ??= new sdk.ResourceManagementClient(fake.credential, subscription, connect(fake));
      return resources;
    },
    id: (rest) => `/subscriptions/${subscription}/resourceGroups/${group}/providers/${rest}`,
    [Symbol.asyncDispose]: () => fake.close(),
  };
}
