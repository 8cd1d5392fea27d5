import type { ExecutorContext } from '@nx/devkit';
import { collectImage, publishImage, verifyImage } from './commands';

let written: string;
beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text.toString();
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

test.each([
  ['publish-image', publishImage],
  ['verify-image', verifyImage],
  ['collect-image', collectImage],
])('%s has nothing to do for an image that is published nowhere on purpose', async (_, executor) => {
  const context = { root: '/w', cwd: '/w', isVerbose: false, projectName: 'base' } as ExecutorContext;
  expect(await executor({ template: 'images/base', to: [] }, context)).toEqual({ success: true });
  expect(written).toBe('base is published nowhere: its option "to" is an empty list.\n');
});
