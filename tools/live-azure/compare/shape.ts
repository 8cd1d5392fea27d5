import type { RecordedCall } from '../recording/record';

/** What answers to requests of one kind are like. */
export interface Shape {
  /** `201`, `409 PropertyChangeNotAllowed`. */
  readonly statuses: ReadonlySet<string>;
  /** Paths of members of good answers, `[]` for what is in lists. */
  readonly members: ReadonlySet<string>;
  /** By which an operation can be followed. */
  readonly headers: ReadonlySet<string>;
}

/** Names that differ from run to run and from place to place: members of maps such as tags. */
const MAPS = /(^|\.)(tags|userAssignedIdentities|identities)$/;
const FIRST_FAILURE = 400;

/** What the answers of a run were like, by kinds of requests to the resource manager. */
export function getShapes(calls: readonly RecordedCall[]): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, { [K in keyof Shape]: Set<string> }>();
  for (const call of calls) {
    const kind = getKind(call);
    if (kind === undefined) continue;
    const shape = shapes.get(kind) ?? { statuses: new Set(), members: new Set(), headers: new Set() };
    shapes.set(kind, shape);
    const { status = 0, answer = '', headers = {} } = call;
    const body = parse(answer);
    shape.statuses.add(describeStatus(status, body, call));
    if (status < FIRST_FAILURE) for (const path of listMembers(body)) shape.members.add(path);
    for (const name of ['azure-asyncoperation', 'location']) if (name in headers) shape.headers.add(name);
  }
  return shapes;
}

/** `PUT Microsoft.Compute/galleries/images`; undefined for what is not the resource manager's. */
export function getKind({ method, path }: Pick<RecordedCall, 'method' | 'path'>): string | undefined {
  const [whole = ''] = path.split('?');
  if (!/^\/subscriptions(\/|$)/i.test(whole)) return undefined;
  if (/\/operation(s|results)\//i.test(whole)) return `${method} operations`;
  const [scope = '', ...rest] = whole.split(/\/providers\//i);
  const inner = rest.at(-1);
  if (inner === undefined)
    return `${method} ${/\/resourceGroups\//i.test(scope) ? 'resourceGroups' : 'subscriptions'}${getLast(scope)}`;
  const [namespace, ...parts] = inner.split('/');
  // Types and names take turns; what is left over is an action, or a list.
  const types = parts.filter((_, index) => index % 2 === 0);
  const isList = parts.length % 2 === 1 && method === 'GET' && parts.length > 0;
  return `${method} ${[namespace, ...types].join('/')}${isList ? '[]' : ''}`;
}

function getLast(scope: string): string {
  const [, last = ''] = /\/(locations|resources)$/i.exec(scope) ?? [];
  return last === '' ? '' : `/${last}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeStatus(status: number, body: unknown, { error }: RecordedCall): string {
  if (error !== undefined) return error;
  const code: unknown = Object(Object(body).error).code;
  return status < FIRST_FAILURE ? String(status) : `${status} ${String(code ?? '')}`.trim();
}

function listMembers(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => listMembers(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  if (MAPS.test(path)) return [path];
  return Object.entries(value).flatMap(([name, member]) =>
    listMembers(member, path === '' ? name : `${path}.${name}`),
  );
}
