import type { LayerBuilder, LayerBuilderDefinition, LayerRecord, OpenRequest } from '@strata/sdk';
import { createRecordingCommunicator, type RecordingCommunicator } from '@strata/sdk/testing';

/** A builder of layers whose store is a map. A layer's content is the number of layers that were made before it. */
export interface MemoryBuilder {
  readonly definition: LayerBuilderDefinition;
  readonly stored: Map<string, readonly LayerRecord[]>;
  readonly opened: OpenRequest[];
  /** How each opened layer ended, in order. */
  readonly ends: ('committed' | 'discarded')[];
  readonly communicators: RecordingCommunicator[];
}

export function createMemoryBuilder(): MemoryBuilder {
  const stored = new Map<string, readonly LayerRecord[]>();
  const opened: OpenRequest[] = [];
  const ends: ('committed' | 'discarded')[] = [];
  const communicators: RecordingCommunicator[] = [];
  const held = new Map<string, Promise<void>>();
  let made = 0;
  const record = (): LayerRecord => ({ diffId: `sha256:${String(++made).padStart(64, '0')}`, size: made });

  const builder: LayerBuilder = {
    resolve: async () => ({ resolved: true }),
    isAvailable: async () => true,
    makeBase: async () => [record()],
    find: async (_context, key) => stored.get(key),
    remember: async (_context, key, layers) => void stored.set(key, layers),
    check: async (_context, layers) =>
      layers.map(({ diffId }) => [...stored.values()].flat().some((each) => each.diffId === diffId)),
    hold: async (_context, key) => {
      while (held.has(key)) await held.get(key);
      let release = () => {};
      held.set(key, new Promise((resolve) => (release = resolve)));
      return {
        [Symbol.asyncDispose]: async () => {
          held.delete(key);
          release();
        },
      };
    },
    open: async (_context, request) => {
      opened.push(request);
      const communicator = createRecordingCommunicator();
      communicators.push(communicator);
      return {
        communicator,
        shell: async () => 0,
        commit: async () => {
          ends.push('committed');
          return record();
        },
        discard: async () => void ends.push('discarded'),
      };
    },
  };

  const definition: LayerBuilderDefinition = {
    kind: 'builder',
    builds: 'layers',
    type: 'memory',
    version: '1',
    doc: 'Layers in memory, for tests.',
    schema: { options: {} },
    foundation: () => ({ kind: 'base', type: 'empty', options: {}, lockName: 'empty' }),
    config: (_options, inherited) => inherited,
    load: async () => builder,
  };
  return { definition, stored, opened, ends, communicators };
}
