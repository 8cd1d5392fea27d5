import { createNodePorts } from '../../packages/sdk/src/node';
import { openAzureSession } from '../../packages/target-azure/src/client';
import { group, startFakeAzure } from '../fake-azure/start';
import type { Side } from './run-scenarios';
import type { LiveSettings } from './settings';

/** The stand-in, for the same scenarios. Its machines are there in name alone. */
export async function openStandIn(settings: LiveSettings, folder: string): Promise<Side & AsyncDisposable> {
  const fake = await startFakeAzure({ location: settings.location });
  const { subscription } = fake.arm.cloud;
  const variables = { ...withoutLogin(process.env), ...fake.variables };
  const ports = createNodePorts();
  const session = await openAzureSession(
    { subscription_id: subscription },
    {
      ports: { ...ports, environment: { ...ports.environment, variables } },
      signal: new AbortController().signal,
      credential: fake.arm.credential,
    },
  );
  return {
    ...{ session, folder, variables },
    settings: {
      ...{ ...settings, subscription, group },
      ...{ storageAccount: fake.azurite.account, logsIn: false, allowed: '203.0.113.7' },
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}

/** Nobody's login of the real Azure is told to a stand-in, nor the other way round. */
function withoutLogin(variables: NodeJS.ProcessEnv): Readonly<Record<string, undefined>> {
  const names = Object.keys(variables).filter((name) => /^(AZURE|ARM|IDENTITY|MSI)_/.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
