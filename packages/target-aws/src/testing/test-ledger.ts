import type { RemoveContext, Resource, ResourceData, Resources } from '@strata/sdk';
import { resourceKinds } from '../resources';
import { forgetSessions } from '../resources/reach';

/** What a build noted, and both ways in which it is removed. */
export interface TestLedger {
  readonly resources: Resources;
  /** Removes what is still noted, in reverse, as the engine does in the end. */
  undo(): Promise<void>;
  /** The same as another process does it, which has nothing but the ledger's text and the environment. */
  sweep(): Promise<void>;
}

interface Entry {
  readonly line: string;
  remove(): Promise<void>;
}

export function createTestLedger(context: RemoveContext): TestLedger {
  const noted: Entry[] = [];
  const takeAll = () => noted.splice(0).reverse();
  const settle = (entry: Entry) => {
    if (noted.includes(entry)) noted.splice(noted.indexOf(entry), 1);
  };
  /** What cannot be removed stays noted, and keeps nothing else. */
  const removeAll = async (remove: (entry: Entry) => Promise<void>) => {
    const failures: unknown[] = [];
    for (const entry of takeAll())
      await remove(entry).catch((error: unknown) => {
        failures.push(error);
        noted.unshift(entry);
      });
    if (failures.length > 0) throw failures[0];
  };
  return {
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
      const { signal } = new AbortController();
      return removeAll(({ line }) => removeLine({ ...context, signal }, line));
    },
  };
}

async function removeLine(context: RemoveContext, line: string): Promise<void> {
  const { kind, data } = JSON.parse(line) as { kind: string; data: ResourceData };
  forgetSessions();
  const found = resourceKinds.find((each) => each.kind === kind);
  if (!found) throw new Error(`No kind is called ${kind}.`);
  await found.remove(context, data);
}
