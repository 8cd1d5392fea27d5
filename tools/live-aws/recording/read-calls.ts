import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedCall } from './record';

/** What the processes of a command asked, in the order of each. */
export function readCalls(folder: string): readonly RecordedCall[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall);
}

const READING = /^(Describe|Get|List|Decode|AssumeRole|Simulate)/;

/** `RunInstances`; of EBS direct, which has no names on the wire, method and path. */
export function getAction({ request, target, sent }: RecordedCall): string {
  const named = target?.split('.').at(-1) ?? new URLSearchParams(sent).get('Action');
  return named ?? request;
}

export function isChange(call: RecordedCall): boolean {
  const action = getAction(call);
  return action === call.request ? !action.startsWith('GET ') : !READING.test(action);
}
