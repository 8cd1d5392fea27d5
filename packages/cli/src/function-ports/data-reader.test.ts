import {
  type DataContext,
  defineSchema,
  type FetchedDataDefinition,
  reveal,
  Secret,
  type Text,
} from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import { createDataReader } from './data-reader';

const schema = defineSchema({ options: {} });

function create(read: (options: Readonly<Record<string, unknown>>) => object) {
  const asked: unknown[] = [];
  const definition: FetchedDataDefinition<typeof schema> = {
    kind: 'data',
    type: 'world',
    version: '1',
    doc: '',
    schema,
    reads: 'world',
    gives: { a: 'string' },
    load: async () => ({
      read: async (_, options) => {
        asked.push(options);
        return { ...read(options) };
      },
    }),
  };
  const hidden: string[] = [];
  const context: DataContext = { ports: createTestPorts(), signal: new AbortController().signal };
  const register = (secret: Text) => hidden.push(reveal(secret)) > 0;
  const reader = createDataReader(context, new Map([['world', definition]]), { register });
  const ask = async (options: Readonly<Record<string, unknown>>) => {
    reader.find({ type: 'world', options });
    await reader.fetch();
    return reader.find({ type: 'world', options });
  };
  return { ask, asked, hidden };
}

test('equal options are asked for once, and a text that became a secret anew', async () => {
  const { ask, asked } = create(() => ({ a: 'x' }));
  await ask({ url: 'https://x', headers: { a: '1' } });
  await ask({ url: 'https://x', headers: { a: '1' } });
  expect(asked).toHaveLength(1);
  await ask({ url: new Secret('https://x'), headers: { a: '1' } });
  await ask({ url: new Secret('https://x'), headers: { a: '1' } });
  await ask({ url: 'https://x', headers: { a: new Secret('1') } });
  expect(asked).toHaveLength(3);
});

test('what is secret of an answer is hidden from then on, however deep it lies', async () => {
  const { ask, hidden } = create(() => ({
    a: new Secret('hunter2'),
    b: { c: new Secret('hunter3') },
    d: 'open',
  }));
  await ask({});
  expect(hidden).toEqual(['hunter2', 'hunter3']);
});

test('a fault of the source is no answer', async () => {
  const { ask } = create(() => {
    throw new TypeError('a fault');
  });
  await expect(ask({})).rejects.toThrow('a fault');
});
