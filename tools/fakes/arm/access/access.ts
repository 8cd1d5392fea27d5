import { foldId } from '../routing/resource-id';
import { type Assignment, everything, hasAction, type Role } from './role';

/** An action that a request was judged by. */
export interface JudgedAction {
  /** `Microsoft.Compute/galleries/write`. */
  readonly action: string;
  readonly scope: string;
}

/** What the one who asks may do. */
export interface Access {
  /** Roles that he was given. Undefined: that of an owner of the subscription. */
  assignments: readonly Assignment[] | undefined;
  /** Everything that was asked for until now, allowed or not. */
  readonly judged: readonly JudgedAction[];
  /** Forgets what was asked for. */
  forget(): void;
  /** Whether an action is allowed, noted as asked for. */
  judge(action: string, scope: string): boolean;
  /** Whether one resource may be read: of lists of which not all is shown. */
  mayRead(type: string, id: string): boolean;
  /** Whether an action is allowed anywhere within a scope. */
  isAllowedWithin(action: string, scope: string): boolean;
  /** Roles that hold at a scope, as Azure shows them. */
  listRoles(scope: string): readonly Role[];
}

/** @param denied actions that are taken away from every role */
export function createAccess(denied: ReadonlySet<string>): Access {
  let judged: JudgedAction[] = [];
  const isDenied = (action: string) => [...denied].some((one) => one.toLowerCase() === action.toLowerCase());
  const listRoles = (scope: string) => {
    const given = access.assignments?.filter((one) => holdsAt(one, scope)).map(({ role }) => role);
    return (given ?? [everything]).map((role) => ({
      ...role,
      notActions: [...role.notActions, ...denied],
    }));
  };
  const access: Access = {
    assignments: undefined,
    get judged() {
      return judged;
    },
    forget() {
      judged = [];
    },
    judge(action, scope) {
      judged.push({ action, scope });
      return listRoles(scope).some((role) => hasAction(role, action));
    },
    mayRead: (type, id) => listRoles(id).some((role) => hasAction(role, `${type}/read`)),
    isAllowedWithin: (action, scope) =>
      !isDenied(action) &&
      (access.assignments ?? [{ scope: '', role: everything }]).some(
        (one) =>
          hasAction(one.role, action) &&
          (holdsAt(one, scope) || foldId(one.scope).startsWith(`${foldId(scope)}/`)),
      ),
    listRoles,
  };
  return access;
}

function holdsAt({ scope: of }: Assignment, scope: string): boolean {
  return `${foldId(scope)}/`.startsWith(`${foldId(of)}/`);
}
