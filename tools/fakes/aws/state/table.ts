import { isId } from './ids';
import type { Resource, ResourceKind } from './resource';

/** The resources of one kind in one region. */
export interface Table<R extends Resource> {
  readonly kind: ResourceKind;
  add(resource: R): R;
  remove(id: string): void;
  /** Whatever there is, visible or not; for the insides of the fake, not for answers. */
  find(id: string): R | undefined;
  /** Looks for one. Refuses a malformed id, and one that is not there or not visible yet. */
  get(id: string): R;
  /** Looks for several, and names all that are not there. */
  getAll(ids: readonly string[]): readonly R[];
  /** Looks at everything, and returns what is visible, oldest first. */
  list(): readonly R[];
  /** Everything, visible or not. */
  all(): readonly R[];
}

/** An empty table. */
export function createTable<R extends Resource>(kind: ResourceKind): Table<R> {
  const resources = new Map<string, R>();
  const look = (id: string): R | undefined => {
    if (!isId(kind.prefix, id)) throw kind.malformed(id);
    const found = resources.get(id);
    return found?.appears.look() ? found : undefined;
  };
  const getAll = (ids: readonly string[]): readonly R[] => {
    const found = new Map(ids.map((id) => [id, look(id)]));
    const missing = [...found].filter(([, resource]) => !resource).map(([id]) => id);
    if (missing.length > 0) throw kind.notFound(missing);
    return [...found.values()].filter((resource) => resource !== undefined);
  };
  return {
    kind,
    add(resource) {
      resources.set(resource.id, resource);
      return resource;
    },
    remove(id) {
      resources.delete(id);
    },
    find: (id) => resources.get(id),
    get(id) {
      const [found] = getAll([id]);
      if (!found) throw kind.notFound([id]);
      return found;
    },
    getAll,
    list: () => [...resources.values()].filter((resource) => resource.appears.look()),
    all: () => [...resources.values()],
  };
}
