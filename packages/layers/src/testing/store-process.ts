/**
 * A process with a store of its own, for tests of what several processes, and kills, do to one. Reads lines of JSON
 * `[operation, …arguments]` and answers each with a line.
 */
import { createInterface } from 'node:readline';
import { Failure } from '@strata/diagnostics';
import { findNamespace } from '../namespace';
import { openStore, type Store } from '../store';

const [directory = '', searchPath = ''] = process.argv.slice(2);

type Operation = (store: Store, ...args: string[]) => Promise<unknown>;

const held: AsyncDisposable[] = [];

const operations: Readonly<Record<string, Operation>> = {
  open: async () => 'open',
  commit: async (store, script = '') => {
    const draft = await store.draft('test');
    const namespace = await store.context.getNamespace();
    const { stderr, exit } = await namespace.run({
      command: 'sh',
      args: ['-euc', script],
      cwd: draft.upper,
    });
    if (exit.kind !== 'exited' || exit.code !== 0) throw new Error(stderr.toString());
    process.stdout.write('"drafted"\n');
    return store.commit(draft);
  },
  hold: async (store, key = '') => {
    held.push(await store.hold(key));
    return 'held';
  },
  release: async () => {
    await held.pop()?.[Symbol.asyncDispose]();
    return 'released';
  },
  find: (store, key = '') => store.find(key),
  unpack: (store, diffId = '') => store.layerDirectory(diffId),
};

async function main(): Promise<void> {
  const store = await openStore({
    directory,
    searchPath,
    namespace: () => findNamespace({ searchPath, directory }),
  });
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...args] = JSON.parse(line) as [string, ...string[]];
    process.stdout.write(`${JSON.stringify(await operations[name]?.(store, ...args)) ?? 'null'}\n`);
  }
}

main().catch((error: unknown) => {
  const said = error instanceof Failure ? { diagnostics: error.diagnostics } : { error: String(error) };
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
