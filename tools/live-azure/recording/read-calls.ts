import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedCall } from './record';

/** What the processes of all commands in a folder asked, in the order of each. */
export function readCalls(folder: string): readonly RecordedCall[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.jsonl'))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall);
}

/** Whether a request was to change something in Azure: not one for a token. */
export function isChange({ method, path }: RecordedCall): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/\/oauth2\/|\/token\b/.test(path);
}
