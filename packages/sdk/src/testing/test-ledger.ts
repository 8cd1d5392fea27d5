import type { RemoveContext, Resource, ResourceData, ResourceKind, Resources } from '../resources';

/** What a build noted, and both ways in which it is removed. */
export interface TestLedger {
  readonly resources: Resources;
  /** What is noted and not settled, the first first. */
  readonly noted: readonly string[];
  /** Removes what is still noted, in reverse, as the engine does in the end. */
  undo(): Promise<void>;
  /** The same as another process does it, which has nothing but the ledger's text and the environment. */
  sweep(): Promise<void>;
}

interface Entry {
  readonly line: string;
  remove(): Promise<void>;
}

/** @param forget makes this process as ignorant as another: sessions that it has kept */
export function createTestLedger(
  context: RemoveContext,
  { kinds, forget }: { readonly kinds: readonly ResourceKind[]; readonly forget: () => void },
): TestLedger {
  const noted: Entry[] = [];
  const settle = (entry: Entry) => {
    if (noted.includes(entry)) noted.splice(noted.indexOf(entry), 1);
  };
  /** What cannot be removed stays noted, and keeps nothing else. */
  const removeAll = async (remove: (entry: Entry) => Promise<void>) => {
    const failures: unknown[] = [];
    for (const entry of noted.splice(0).reverse())
      await remove(entry).catch((error: unknown) => {
        failures.push(error);
        noted.unshift(entry);
      });
    if (failures.length > 0) throw failures[0];
  };
  const removeLine = async (line: string) => {
    const { kind, data } = JSON.parse(line) as { kind: string; data: ResourceData };
    const found = kinds.find((each) => each.kind === kind);
    if (!found) throw new Error(`No kind is called ${kind}.`);
    await found.remove({ ...context, signal: new AbortController().signal }, data);
  };
  return {
    get noted() {
      return noted.map(({ line }) => line);
    },
    resources: {
      note: async (kind, data) => {
        const entry: Entry = {
          line: JSON.stringify({ kind: kind.kind, data }),
          remove: () => kind.remove(context, data),
        };
        noted.push(entry);
        const resource: Resource = {
          remove: async () => {
            if (!noted.includes(entry)) return;
            await entry.remove();
            settle(entry);
          },
          keep: async () => settle(entry),
        };
        return resource;
      },
    },
    undo: () => removeAll((entry) => entry.remove()),
    sweep: () => {
      forget();
      return removeAll(({ line }) => removeLine(line));
    },
  };
}
