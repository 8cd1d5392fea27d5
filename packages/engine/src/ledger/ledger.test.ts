import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { createProvisionContext, createTestPorts } from '@strata/sdk/testing';
import { problem } from '../codes';
import { getOpenEntries } from './entries';
import { getLedgerPath, openLedger } from './ledger';
import { sweepLedgers } from './sweep';

const FOLDER = '/ws/.strata/ledger';
const PATH = getLedgerPath(FOLDER, 'run.a');

/** Things are names in a set; each removal is told. */
function createWorld() {
  const ports = createTestPorts();
  const things = new Set<string>();
  const removed: string[] = [];
  const stuck = new Set<string>();
  const kind: ResourceKind<{ readonly name: string }> = {
    kind: 'thing',
    remove: async (_context, { name }) => {
      if (stuck.has(name)) throw new Failure(problem('ENG015', { detail: `${name} is in use.` }));
      removed.push(name);
      things.delete(name);
    },
  };
  const context: RemoveContext = createProvisionContext({ ports });
  return {
    ports,
    things,
    removed,
    stuck,
    kind,
    context,
    open: () => openLedger({ files: ports.files, folder: FOLDER, buildId: 'run.a', context }),
    /** As work that goes on in another process. */
    goOn: () =>
      openLedger({
        ...{ files: ports.files, folder: FOLDER, buildId: 'run.a', context },
        kinds: new Map([['thing', kind as ResourceKind]]),
      }),
    sweep: (dryRun = false) =>
      sweepLedgers({ folder: FOLDER, kinds: new Map([['thing', kind as ResourceKind]]), context, dryRun }),
    text: async () => ((await ports.files.stat(PATH)) ? ports.files.readText(PATH) : undefined),
  };
}

describe('a ledger', () => {
  it('has each thing on the disk before it is made', async () => {
    const { kind, open, text } = createWorld();
    const ledger = await open();
    await ledger.note(kind, { name: 'vm' });
    expect(getOpenEntries((await text()) ?? '')).toEqual([
      { number: 1, kind: 'thing', data: { name: 'vm' } },
    ]);
  });

  it('removes in reverse, what is open only, and goes itself', async () => {
    const { context, kind, open, removed, text } = createWorld();
    const ledger = await open();
    await ledger.note(kind, { name: 'key' });
    const group = await ledger.note(kind, { name: 'group' });
    const disk = await ledger.note(kind, { name: 'disk' });
    await ledger.note(kind, { name: 'vm' });
    await group.remove();
    await disk.keep();
    expect(await ledger.undo(context)).toEqual([]);
    await ledger.close();
    expect(removed).toEqual(['group', 'vm', 'key']);
    expect(await text()).toBeUndefined();
  });

  it('tells what cannot be removed, removes the others, and keeps it noted', async () => {
    const { context, kind, open, removed, stuck, sweep, text } = createWorld();
    stuck.add('group');
    const ledger = await open();
    for (const name of ['key', 'group', 'vm']) await ledger.note(kind, { name });
    expect((await ledger.undo(context)).map(({ detail }) => detail)).toEqual(['group is in use.']);
    await ledger.close();
    expect(removed).toEqual(['vm', 'key']);
    stuck.clear();
    expect(await sweep()).toEqual({
      removed: [{ kind: 'thing', data: { name: 'group' } }],
      left: [],
      diagnostics: [],
    });
    expect(removed).toEqual(['vm', 'key', 'group']);
    expect(await text()).toBeUndefined();
  });

  it('does not mind removing twice', async () => {
    const { context, kind, open, removed } = createWorld();
    const ledger = await open();
    const vm = await ledger.note(kind, { name: 'vm' });
    await vm.remove();
    await vm.remove();
    await ledger.undo(context);
    expect(removed).toEqual(['vm']);
  });
});

describe('a ledger that work goes on with', () => {
  const lines = ['disk', 'vm'].map(
    (name, at) => `{"noted":${at + 1},"kind":"thing","data":{"name":"${name}"}}\n`,
  );

  it('has what was left, takes over what is noted again, and writes it once', async () => {
    const { goOn, kind, ports, text } = createWorld();
    await ports.files.write(PATH, lines.join(''));
    const ledger = await goOn();
    expect(ledger.left.map(({ data }) => data.name)).toEqual(['vm', 'disk']);
    const vm = await ledger.note(kind, { name: 'vm' });
    const key = await ledger.note(kind, { name: 'key' });
    expect(getOpenEntries((await text()) ?? '').map(({ data }) => data.name)).toEqual(['key', 'vm', 'disk']);
    await ledger.keep([vm, key]);
    await ledger.close();
    expect(getOpenEntries((await text()) ?? '').map(({ data }) => data.name)).toEqual(['disk']);
  });

  it('removes what was left of something else', async () => {
    const { context, goOn, kind, ports, removed, text } = createWorld();
    await ports.files.write(PATH, lines.join(''));
    const ledger = await goOn();
    await ledger.note(kind, { name: 'key' });
    await ledger.left[0]?.remove();
    expect(removed).toEqual(['vm']);
    expect(await ledger.undo(context)).toEqual([]);
    await ledger.close();
    expect(removed).toEqual(['vm', 'key', 'disk']);
    expect(await text()).toBeUndefined();
  });

  it('keeps what only another version knows', async () => {
    const { context, goOn, ports, text } = createWorld();
    await ports.files.write(PATH, '{"noted":1,"kind":"balloon","data":{}}\n');
    const ledger = await goOn();
    expect((await ledger.undo(context)).map(({ code }) => code)).toEqual(['ENG016']);
    await ledger.close();
    expect(await text()).toContain('balloon');
  });
});

describe('a sweep', () => {
  it('leaves the ledger of a build that lives alone', async () => {
    const { kind, open, removed, sweep } = createWorld();
    const ledger = await open();
    await ledger.note(kind, { name: 'vm' });
    expect(await sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
    expect(removed).toEqual([]);
  });

  it('believes no line that was cut off', async () => {
    const { ports, removed, sweep } = createWorld();
    const line = '{"noted":1,"kind":"thing","data":{"name":"vm"}}\n';
    await ports.files.write(PATH, `${line}{"noted":2,"kind":"thing","da`);
    expect(await sweep()).toEqual({
      removed: [{ kind: 'thing', data: { name: 'vm' } }],
      left: [],
      diagnostics: [],
    });
    expect(removed).toEqual(['vm']);
  });

  it('keeps what it does not know for the version that does', async () => {
    const { ports, sweep, text } = createWorld();
    await ports.files.write(PATH, '{"noted":1,"kind":"balloon","data":{}}\n');
    const { removed, diagnostics } = await sweep();
    expect(removed).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['ENG016']);
    expect(await text()).toContain('balloon');
  });

  it('tells what it would do, in the order in which it would, and does nothing, when it is only tried', async () => {
    const { ports, removed, sweep, text } = createWorld();
    const lines = ['key', 'vm'].map(
      (name, at) => `{"noted":${at + 1},"kind":"thing","data":{"name":"${name}"}}\n`,
    );
    await ports.files.write(PATH, `${lines.join('')}{"noted":3,"kind":"balloon","data":{}}\n`);
    const before = await text();
    const tried = await sweep(true);
    expect(tried.removed.map(({ data }) => data.name)).toEqual(['vm', 'key']);
    expect(tried.diagnostics.map(({ code }) => code)).toEqual(['ENG016']);
    expect([removed, await text()]).toEqual([[], before]);
    expect((await sweep()).removed).toEqual(tried.removed);
    expect(removed).toEqual(['vm', 'key']);
  });

  it('has nothing to do twice, or where nothing ever was', async () => {
    const { sweep } = createWorld();
    expect(await sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
    expect(await sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
  });
});
