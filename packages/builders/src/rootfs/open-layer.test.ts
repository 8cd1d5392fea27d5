import { type OpenLayerRequest, openLayer } from './open-layer';
import type { Workshop } from './workshop';

interface Machine {
  /** What a trial says now, whatever it said once. */
  readonly refusal?: Error;
  readonly isCancelled?: boolean;
}

/** Opens a layer where a trial is remembered to have gone well, and no layer can be begun. */
async function openOn({ refusal, isCancelled = false }: Machine): Promise<{ said: unknown; trials: number }> {
  let trials = 0;
  const workshop = {
    store: { areWhole: async () => true, draft: () => Promise.reject(new Error('the disk is full')) },
    getNamespace: async () => ({}),
    retryNamespace: async () => {
      trials++;
      if (refusal) throw refusal;
    },
  } as unknown as Workshop;
  const signal = isCancelled ? AbortSignal.abort() : new AbortController().signal;
  const request = { context: { buildId: 'a', signal }, request: { layers: [] } };
  const said = await openLayer(workshop, request as unknown as OpenLayerRequest).catch((error) => error);
  return { said, trials };
}

test('what fails where a trial was remembered is explained by a new trial that fails', async () => {
  const refusal = new Error('namespaces are refused');
  expect(await openOn({ refusal })).toEqual({ said: refusal, trials: 1 });
});

test('what fails for another reason says its own', async () => {
  expect(await openOn({})).toEqual({ said: new Error('the disk is full'), trials: 1 });
});

test('after cancelling nothing is tried', async () => {
  expect(await openOn({ isCancelled: true })).toEqual({ said: new Error('the disk is full'), trials: 0 });
});
