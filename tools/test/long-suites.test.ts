import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../sources/files';
import longSuites from './long-suites.json';

test('each suite that is to begin first is there', () => {
  expect(longSuites.filter((path) => !existsSync(join(workspaceRoot, path)))).toEqual([]);
});
