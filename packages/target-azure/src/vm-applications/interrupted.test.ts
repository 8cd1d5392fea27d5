import { createFakeClock } from '@strata/sdk/testing';
import { type PublishPorts, publishApplication } from './publish';
import { createMemoryAzure, type MemoryAzure } from './testing/memory-azure';
import { goodRequest } from './testing/requests';

class Ended extends Error {}

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/** The same ports, which end the run at one of their calls: before it has an effect, or after. */
function endAt(azure: MemoryAzure, wanted: number, when: 'before' | 'after') {
  let count = 0;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as Method;
        return async (...given: readonly unknown[]) => {
          count += 1;
          const isIt = count === wanted;
          if (isIt && when === 'before') throw new Ended();
          const result = await method(...given);
          if (isIt) throw new Ended();
          return result;
        };
      },
    });
  const ports: PublishPorts = {
    ...{ gallery: wrap(azure.gallery), store: wrap(azure.store), clock: createFakeClock() },
    ...{ signal: new AbortController().signal, say: () => undefined },
  };
  return { ports, getCount: () => count };
}

const never = Number.POSITIVE_INFINITY;

async function countCalls(): Promise<number> {
  const { ports, getCount } = endAt(createMemoryAzure(), never, 'before');
  await publishApplication(ports, goodRequest);
  return getCount();
}

test.each(['before', 'after'] as const)(
  'a run that is ended %s any of its calls is carried on by the next, and nothing is made twice',
  async (when) => {
    const calls = await countCalls();
    expect(calls).toBeGreaterThan(7);
    for (let at = 1; at <= calls; at += 1) {
      const azure = createMemoryAzure();
      await expect(publishApplication(endAt(azure, at, when).ports, goodRequest)).rejects.toThrow(Ended);
      await publishApplication(endAt(azure, never, when).ports, goodRequest);
      expect([...azure.versions.keys()]).toEqual(['1.7.1']);
      expect([...azure.blobs.keys()]).toEqual(['jq/abc/jq.tar.gz']);
      expect(new Set(azure.calls).size).toBe(azure.calls.length);
    }
  },
);
