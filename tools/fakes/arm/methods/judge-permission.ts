import { refuse } from '../refusal';
import type { Request } from './request';

/** Refuses what the caller may not do: `Microsoft.Compute/galleries/write`. */
export function judgePermission({ cloud }: Request, action: string, scope: string): void {
  if (![...cloud.denied].some((one) => one.toLowerCase() === action.toLowerCase())) return;
  const { principal } = cloud.tokens;
  throw refuse(
    'AuthorizationFailed',
    `The client '${principal}' with object id '${principal}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
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
