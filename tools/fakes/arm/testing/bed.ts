import { ComputeManagementClient } from '@azure/arm-compute';
import { ResourceManagementClient } from '@azure/arm-resources';
import { type FakeArm, type FakeArmOptions, startFakeArm } from '../index';

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
  const { subscription } = fake.cloud;
  const compute = new ComputeManagementClient(fake.credential, subscription, connect(fake));
  const resources = new ResourceManagementClient(fake.credential, subscription, connect(fake));
  await resources.resourceGroups.createOrUpdate(group, { location: home });
  fake.log.clear();
  return {
    fake,
    compute,
    resources,
    id: (rest) => `/subscriptions/${subscription}/resourceGroups/${group}/providers/${rest}`,
    [Symbol.asyncDispose]: () => fake.close(),
  };
}
