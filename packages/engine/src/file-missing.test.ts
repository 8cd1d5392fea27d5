import { createMemoryFiles } from '@strata/sdk/testing';
import { fileMissing } from './file-missing';

const project = {
  name: 'web',
  directory: '/ws/images/web',
  template: '/ws/images/web',
  baseDirectory: '/ws',
};

const files = createMemoryFiles({
  '/ws/images/web/scripts/install.sh': '',
  '/ws/images/web/files/etc/motd': '',
});

test.each([
  ['images/web/scripts/instal.sh', 'Did you mean "images/web/scripts/install.sh"?'],
  ['./images/web/script/install.sh', 'Did you mean "images/web/scripts/install.sh"?'],
  ['/ws/images/web/files/ect/motd', 'Did you mean "/ws/images/web/files/etc/motd"?'],
  [
    'scripts/install.sh',
    'Relative paths start from /ws. Write "${path.root}/scripts/install.sh" to start from the template\'s folder.',
  ],
  [
    'images/web/quite/another',
    'Make the file, or correct the path: relative ones start from /ws, and "${path.root}/…" from the template\'s folder.',
  ],
])('%s is not there: %s', async (path, hint) => {
  const full = path.startsWith('/') ? path : `/ws/${path.replace('./', '')}`;
  expect(await fileMissing(files, project, { path, full, at: {} })).toMatchObject({
    code: 'ENG004',
    detail: `The template refers to "${path}", and nothing is at ${full}.`,
    hint,
  });
});
