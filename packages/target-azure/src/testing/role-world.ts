import type { LoggedRequest } from '../../../../tools/fakes/azurite';
import type { RoleDefinition } from '../policy';
import type { OpenedFake } from './open-fake';

/** Gives the one who asks a role and nothing else, wherever it may be given; what was asked before is forgotten. */
export function giveRole({ fake }: Pick<OpenedFake, 'fake'>, role: RoleDefinition): void {
  const { access } = fake.cloud;
  const { Actions: actions, NotActions: notActions } = role;
  const { DataActions: dataActions, NotDataActions: notDataActions } = role;
  access.assignments = role.AssignableScopes.map((scope) => ({
    scope,
    role: { actions, notActions, dataActions, notDataActions },
  }));
  access.forget();
}

/** What a role has and nobody asked for, and what was asked for that it does not have. */
export function compareRole(
  { fake }: Pick<OpenedFake, 'fake'>,
  role: RoleDefinition,
  more: readonly string[] = [],
): { readonly idle: readonly string[]; readonly missing: readonly string[] } {
  const asked = [...fake.cloud.access.judged.map(({ action }) => action), ...more];
  const folded = new Set(asked.map((action) => action.toLowerCase()));
  const has = new Set(role.Actions.map((action) => action.toLowerCase()));
  return {
    idle: role.Actions.filter((action) => !folded.has(action.toLowerCase())),
    missing: [...new Set(asked.filter((action) => !has.has(action.toLowerCase())))],
  };
}

const CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers';

/**
 * What requests for blobs take when they are made with a login and not with the key of the account. Source: Microsoft's page
 * "Authorize with Microsoft Entra ID", permissions for calling data operations.
 */
export function listBlobActions(requests: readonly LoggedRequest[]): {
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
} {
  const verbs: Readonly<Record<string, string>> = { GET: 'read', HEAD: 'read', DELETE: 'delete' };
  const actions = new Set<string>();
  const dataActions = new Set<string>();
  for (const { method, path, part } of requests) {
    const depth = path.split('/').filter((name) => name !== '').length;
    const verb = verbs[method] ?? 'write';
    if (part === 'userdelegationkey')
      actions.add('Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action');
    else if (depth > 2 || part === 'list') dataActions.add(`${CONTAINER}/blobs/${verb}`);
    else actions.add(`${CONTAINER}/${verb}`);
  }
  return { actions: [...actions], dataActions: [...dataActions] };
}
