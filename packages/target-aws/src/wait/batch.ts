import type { WaitContext } from './wait-for';

export interface Batch<T> {
  /**
   * Asks for many at once. It must leave out what is not there: by filters, as ids that AWS does not know fail the whole
   * request.
   */
  readonly describe: (ids: readonly string[]) => Promise<readonly T[]>;
  readonly getId: (value: T) => string | undefined;
}

/** A filter takes so many values. Source: EC2 API reference, "Filter". */
const MOST_IDS = 200;

/** How long others may join a request, in milliseconds. */
const GATHER = 20;

interface Asked<T> {
  readonly ids: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, T>>;
}

/**
 * Turns a describe of many into a look at one: those who look within a moment share a request, so that the number of
 * requests does not grow with that of the waits.
 */
export function createBatchedLook<T>(
  context: WaitContext,
  batch: Batch<T>,
): (id: string) => Promise<T | undefined> {
  let open: Asked<T> | undefined;

  const begin = (): Asked<T> => {
    const ids = new Set<string>();
    const gather = async () => {
      await context.ports.clock.sleep(GATHER, context.signal);
      if (open?.ids === ids) open = undefined;
      const found = await batch.describe([...ids]);
      return new Map(found.flatMap((value) => toEntry(batch.getId(value), value)));
    };
    return { ids, answer: gather() };
  };

  return async (id) => {
    if (!open || open.ids.size >= MOST_IDS) open = begin();
    const asked = open;
    asked.ids.add(id);
    return (await asked.answer).get(id);
  };
}

function toEntry<T>(id: string | undefined, value: T): readonly (readonly [string, T])[] {
  return id === undefined ? [] : [[id, value]];
}
