import { getProblem } from '../../testing/get-problem';
import { listThings } from '../../testing/open-build';
import { type OpenedImport, openImport } from '../../testing/open-import';

/** Imports a small disk, and gives others the image. */
async function importDisk(opened: OpenedImport): Promise<void> {
  const path = await opened.disks.write('golden.raw', { 0: 'boot', 7: 'root' });
  await opened.run([path], { ami_name: 'golden', ami_users: ['111122223333'] });
}

async function listCalls() {
  await using opened = await openImport();
  await importDisk(opened);
  return [...opened.fake.log.calls.entries()];
}

const REFUSED = { code: 'AccessDeniedException', status: 403, message: 'You are not authorized.' };

test('an import that is refused at any of its calls says why and leaves nothing', async () => {
  const wrong: string[] = [];
  for (const [skip, { action }] of await listCalls()) {
    await using each = await openImport();
    each.fake.faults.add({ action: '*', skip, ...REFUSED });
    const told = await getProblem(importDisk(each));
    each.fake.faults.clear();
    await each.ledger.undo();
    if (!/^AWS0(?:03|05|20)/.test(told ?? '')) wrong.push(`${skip} ${action}: ${told}`);
    wrong.push(...listThings(each).map((id) => `${skip} ${action}: ${id}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('an import that ends after any change is swept by another process', async () => {
  const wrong: string[] = [];
  for (const [skip, { action, mutating }] of await listCalls()) {
    if (!mutating) continue;
    await using each = await openImport();
    each.fake.faults.add({ action: '*', skip, ...REFUSED, after: true });
    if ((await getProblem(importDisk(each))) === undefined) wrong.push(`${skip} ${action} did not end it`);
    each.fake.faults.clear();
    await each.ledger.sweep();
    wrong.push(...listThings(each).map((id) => `${skip} ${action}: ${id}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);

const SURVIVED = {
  'throttled five times': { code: 'RequestLimitExceeded', status: 503, times: 5 },
  'a fault of AWS': { code: 'InternalError', status: 500, times: 2 },
  'a connection that breaks before': { reset: 'before', times: 1 },
  'a connection that breaks after': { reset: 'after', times: 1 },
} as const;

test.each(Object.entries(SURVIVED))(
  'an import is made in spite of %s, once',
  async (_, effect) => {
    const wrong: string[] = [];
    for (const [skip, { action }] of await listCalls()) {
      await using each = await openImport();
      each.fake.faults.add({ action: '*', skip, ...effect });
      const told = await getProblem(importDisk(each));
      if (told !== undefined) wrong.push(`${skip} ${action}: ${told}`);
      const things = listThings(each);
      if (things.length !== 2) wrong.push(`${skip} ${action}: ${things.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
