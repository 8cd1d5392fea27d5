import { listLinkedActions } from '../access';
import type { JsonObject } from '../json';
import { refuse } from '../refusal';
import type { Request } from './request';

/** Refuses what the caller may not do: `Microsoft.Compute/galleries/write`. */
export function judgePermission({ cloud }: Request, action: string, scope: string): void {
  if (!cloud.access.judge(action, scope)) throw refusePermission({ cloud }, action, scope);
}

/** ARM's word for what the caller may not do. */
export function refusePermission({ cloud }: Pick<Request, 'cloud'>, action: string, scope: string) {
  const { principal } = cloud.tokens;
  return refuse(
    'AuthorizationFailed',
    `The client '${principal}' with object id '${principal}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    { status: 403 },
  );
}

/** Refuses to write what does something with another resource that the caller may not do. */
export function judgeLinked(
  { cloud }: Request,
  { type, id, body }: { readonly type: string; readonly id: string; readonly body: JsonObject },
): void {
  const missing = listLinkedActions(type, body, id).filter(
    ({ action, scope }) => !cloud.access.judge(action, scope),
  );
  if (missing.length === 0) return;
  const { principal } = cloud.tokens;
  const [actions, scopes] = [missing.map(({ action }) => action), missing.map(({ scope }) => scope)];
  throw refuse(
    'LinkedAuthorizationFailed',
    `The client '${principal}' with object id '${principal}' has permission to perform action '${type}/write' on scope '${id}'; however, it does not have permission to perform action(s) '${actions.join(',')}' on the linked scope(s) '${scopes.join(',')}' (respectively) or the linked scope(s) are invalid.`,
    { status: 403 },
  );
}

/** Refuses to delete what has a lock on itself or on what it is in. */
export function judgeLocks({ cloud }: Request, id: string): void {
  const folded = id.toLowerCase();
  const locked = [...cloud.locks].filter((lock) => `${folded}/`.startsWith(`${lock.toLowerCase()}/`));
  if (locked.length === 0) return;
  throw refuse(
    'ScopeLocked',
    `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${locked.join("', '")}'. Please remove the lock and try again.`,
    { status: 409 },
  );
}
