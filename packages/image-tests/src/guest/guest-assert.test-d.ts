import type { GuestTests } from './guest';

/** As the guide has it: the guest's type comes from the map. */
export const tests: GuestTests = {
  'everything of node:assert that tests use can be called': async (guest) => {
    guest.assert(true);
    guest.assert.ok(true);
    guest.assert.equal(1, 1);
    guest.assert.strictEqual(1, 1);
    guest.assert.deepEqual({}, {});
    guest.assert.deepStrictEqual({}, {});
    guest.assert.ifError(undefined);
    guest.assert.match('golden', /gold/);
    guest.assert.notEqual(1, 2);
    guest.assert.throws(() => guest.assert.fail('no'), /no/);
    await guest.assert.rejects(guest.http('http://127.0.0.1:1/'));
    // @ts-expect-error There is no such assertion.
    guest.assert.resembles(1, 1);
  },
};
