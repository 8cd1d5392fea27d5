import { problem } from '../codes';
import { callManager } from '../wait';
import { type Finding, findOutIfMay } from './finding';
import type { Scene } from './scene';

const READ = 'Microsoft.Resources/subscriptions/providers/read';

/** Whether the subscription has the services that are used. */
export function checkProviders(scene: Scene, namespaces: readonly string[]): Promise<readonly Finding[]> {
  return Promise.all(
    namespaces.map((namespace) =>
      findOutIfMay(`service ${namespace}`, READ, async () => {
        const { registrationState: state } = await readProvider(scene, namespace);
        if (state === 'Registered') return [];
        return [
          problem('AZU006', {
            detail: `The subscription is not registered for ${namespace}: it is ${state}.`,
            hint: `Run once: az provider register --namespace ${namespace}.`,
          }),
        ];
      }),
    ),
  );
}

/** What the resource manager says of a service. */
export function readProvider({ ask, session }: Scene, namespace: string) {
  const request = { action: 'Looking at the service', what: namespace };
  return callManager(ask, request, (options) => session.resources().providers.get(namespace, options));
}
