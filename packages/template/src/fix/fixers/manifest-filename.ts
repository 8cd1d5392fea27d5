import { getString, rename } from '../edit';
import type { Fixer } from '../fixer';
import { changePostProcessors } from '../parts';

export const manifestFilename: Fixer = {
  name: 'manifest-filename',
  summary: '"filename" of the post-processor "manifest" becomes "output"',
  fix: changePostProcessors(['manifest'], (manifest) =>
    getString(manifest, 'filename') === undefined ? manifest : rename(manifest, 'filename', 'output'),
  ),
};
