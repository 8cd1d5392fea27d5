import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from './codes';
import { explainError } from './unexpected';

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('what the system refuses is told in its words with the next step, without a stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-unexpected-'));
  symlinkSync('loop', join(folder, 'loop'));
  const error = catchError(() => readFileSync(join(folder, 'loop')));
  rmSync(folder, { recursive: true });
  const [{ code, detail, hint }] = explainError(error) as [ReturnType<typeof problem>];
  expect([code, hint]).toEqual(['CLI016', expect.stringContaining('point one of them')]);
  expect(detail).toBe(`ELOOP: too many symbolic links encountered, open '${join(folder, 'loop')}'.`);
});

test('a fault of ours has its stack, for whoever reports it', () => {
  const [{ code, detail }] = explainError(new TypeError('x is not a function')) as [
    ReturnType<typeof problem>,
  ];
  expect([code, detail]).toEqual(['CLI013', expect.stringContaining('unexpected.test.ts')]);
});

test('problems that are known stay as they are', () => {
  const known = [problem('CLI006', { detail: 'gone' })];
  expect(explainError(new Failure(known))).toEqual(known);
});
