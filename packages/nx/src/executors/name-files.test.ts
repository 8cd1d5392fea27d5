import type { Diagnostic } from '@strata/diagnostics';
import { nameFilesFrom } from './name-files';

const at = (file: string): Diagnostic => {
  const point = { line: 1, column: 1, byte: 0 };
  return {
    severity: 'error',
    code: 'AAA001',
    summary: '',
    detail: '',
    subject: { file, start: point, end: point },
  };
};

test.each([
  ['/ws/images/a/image.pkr.hcl', 'images/a/image.pkr.hcl'],
  ['/elsewhere/image.pkr.hcl', '/elsewhere/image.pkr.hcl'],
  ['image.pkr.hcl', 'image.pkr.hcl'],
])('%s is shown as %s', (file, shown) => {
  expect(nameFilesFrom('/ws', at(file)).subject?.file).toBe(shown);
});
