import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { classifyAzure } from '../errors';
import type { Need } from '../policy';
import { callManager } from '../wait';
import { type Finding, findOutIfMay } from './finding';
import { isAllowed, type ShownRole } from './roles';
import type { Scene, Told } from './scene';

const READ = 'Microsoft.Authorization/permissions/read';
const VERSION = '2022-04-01';

/** Whether the roles of who asks allow what is needed, scope by scope. */
export function checkPermissions(scene: Scene, needs: readonly Need[]): Promise<readonly Finding[]> {
  const byScope = new Map<string, Need[]>();
  for (const need of needs) {
    // The key of an account opens its blobs to whoever has it.
    if (scene.hasAccountKey && isAboutBlobs(need)) continue;
    byScope.set(need.scope, [...(byScope.get(need.scope) ?? []), need]);
  }
  return Promise.all([...byScope].map(([scope, own]) => checkScope(scene, scope, own)));
}

function isAboutBlobs({ action }: Need): boolean {
  return action.startsWith('Microsoft.Storage/storageAccounts/blobServices/');
}

function checkScope(scene: Scene, scope: string, needs: readonly Need[]): Promise<Finding> {
  const checked = `permissions in ${describe(scope)}`;
  return findOutIfMay(checked, READ, async () => {
    const roles = await readRoles(scene, scope);
    const all = new Map(needs.map((need) => [need.action, need]));
    const missing = [...all.values()].filter((need) => !isAllowed(roles, need)).map(({ action }) => action);
    if (missing.length === 0) return [];
    return [
      problem('AZU005', {
        detail: `${missing.length} of ${all.size} actions that this takes are not allowed in ${describe(scope)}: ${missing.join(', ')}.`,
        hint: 'Give the role that strata azure-role prints for the same templates and destinations; a new assignment takes up to ten minutes.',
      }),
    ];
  });
}

function describe(scope: string): string {
  const [, subscription, group] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/iu.exec(scope) ?? [];
  return group === undefined ? `subscription ${subscription}` : `resource group ${group}`;
}

/** Roles that hold at a scope. In a group that is not there, those of its subscription would. */
async function readRoles(scene: Scene, scope: string): Promise<readonly ShownRole[]> {
  const { ask, session } = scene;
  const request = { action: 'Reading the permissions in', what: describe(scope) };
  const path = `${scope}/providers/Microsoft.Authorization/permissions`;
  try {
    const told: Told = Object(
      await callManager(ask, request, (options) => session.read(path, VERSION, options)),
    );
    return (told.value ?? []) as readonly ShownRole[];
  } catch (error) {
    const [outer, group] = scope.split(/\/resourceGroups\//iu);
    const isAbsent = classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found';
    if (!isAbsent || group === undefined) throw error;
    return readRoles(scene, outer ?? scope);
  }
}
