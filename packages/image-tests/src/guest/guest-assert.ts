import type { strict } from 'node:assert';

type Message = string | Error;
type Compare = (actual: unknown, expected: unknown, message?: Message) => void;
type Narrowing = 'ok' | 'equal' | 'strictEqual' | 'deepEqual' | 'deepStrictEqual' | 'ifError' | 'strict';

/**
 * `node:assert/strict` without what it tells the compiler. A function that narrows types may only be called by a name with a
 * type of its own (TS2775), and the `guest` of a test gets its type from `GuestTests`.
 */
export interface GuestAssert extends Omit<typeof strict, Narrowing> {
  (value: unknown, message?: Message): void;
  ok(value: unknown, message?: Message): void;
  equal: Compare;
  strictEqual: Compare;
  deepEqual: Compare;
  deepStrictEqual: Compare;
  ifError(value: unknown): void;
}
