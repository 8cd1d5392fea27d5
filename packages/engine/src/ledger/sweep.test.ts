import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { openLedger } from './ledger';
import { sweepLedgers } from './sweep';

/** Milliseconds that a step may take beside much else. */
const BUSY = 500;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const context = {
  ports: createNodePorts(),
  reporter: createRecordingReporter(),
  signal: new AbortController().signal,
};
const sweep = () => sweepLedgers({ folder, kinds: new Map(), context });

test('what a build holds that was killed before it made anything is let go', async () => {
  writeFileSync(join(folder, '.run.null.web.jsonl.held-by.4194305.1.gone'), '');
  expect(await sweep()).toEqual({ removed: [], left: [], diagnostics: [] });
  expect(readdirSync(folder)).toEqual([]);
});

test('what a living build holds stays', async () => {
  const ledger = await openLedger({ files: context.ports.files, folder, buildId: 'run.null.web', context });
  await sweep();
  expect(readdirSync(folder)).toHaveLength(1);
  await ledger.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed build held is let go by a machine that takes long to look', async () => {
  writeFileSync(join(folder, '.run.null.web.jsonl.held-by.4194305.1.gone'), '');
  const { ports } = context;
  const hold: typeof ports.files.hold = async (path, signal) => {
    await ports.clock.sleep(BUSY, context.signal);
    return ports.files.hold(path, signal);
  };
  const slow = { ...context, ports: { ...ports, files: { ...ports.files, hold } } };
  await sweepLedgers({ folder, kinds: new Map(), context: slow });
  expect(readdirSync(folder)).toEqual([]);
});
