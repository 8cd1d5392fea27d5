import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { BuildEvent } from '@strata/engine';
import { openEventFile } from './event-file';
import { readEvents } from './read-events';

const build = { project: 'web', build: 'null.web' };
const said = (message: string): BuildEvent => ({ kind: 'say', at: 1, build, message });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('each event is a line of the file as soon as it has happened', () => {
  const path = join(folder, 'deep/events.jsonl');
  const file = openEventFile(path);
  file.listen(said('one'));
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(said('one'))}\n`);
  file.listen(said('two\nlines'));
  expect(readEvents(readFileSync(path, 'utf8'))).toEqual([said('one'), said('two\nlines')]);
  file.close();
});

test('an older file is replaced', () => {
  const path = join(folder, 'events.jsonl');
  for (const message of ['old', 'new']) {
    const file = openEventFile(path);
    file.listen(said(message));
    file.close();
  }
  expect(readEvents(readFileSync(path, 'utf8'))).toEqual([said('new')]);
});

test('a file that cannot be made is a failure before anything is built', () => {
  expect(() => openEventFile(folder)).toThrow(Failure);
});

test('a disk that is full costs the rest of the file, and is told', () => {
  const file = openEventFile('/dev/full');
  file.listen(said('one'));
  file.listen(said('two'));
  expect(file.trouble?.message).toMatch(/ENOSPC/u);
  file.close();
});

test('a line that was cut off by a kill, and what is no event, count for nothing', () => {
  const text = `${JSON.stringify(said('one'))}\nnull\n{"kind":"say"}\n{"kind":"say","at":2,"mess`;
  expect(readEvents(text)).toEqual([said('one')]);
});
