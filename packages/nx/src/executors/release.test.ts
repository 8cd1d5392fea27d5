import type { ExecutorContext } from '@nx/devkit';
import { runCli } from '@strata/cli';
import { release } from './release';

jest.mock('@strata/cli', () => ({ runCli: jest.fn(async () => 0) }));

let written: string;
beforeEach(() => {
  written = '';
  jest.mocked(runCli).mockClear();
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text.toString();
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

function makeImage(name: string) {
  const metadata = { strata: { template: `images/${name}/image.pkr.hcl` } };
  return { root: `images/${name}`, metadata };
}

const context = {
  ...{ root: '/w', cwd: '/w', isVerbose: false, projectName: 'family' },
  projectsConfigurations: {
    version: 2,
    projects: { golden: makeImage('golden'), web: makeImage('web'), family: { root: '.' } },
  },
} as unknown as ExecutorContext;

const getArguments = () => jest.mocked(runCli).mock.calls[0]?.[0];

test('the images are handed on by their templates, and options as flags', async () => {
  const options = {
    images: ['golden', 'web'],
    to: ['aws', 'azure'],
    onError: 'abort',
    withoutTests: ['web'],
  };
  expect(await release(options, context)).toEqual({ success: true });
  expect(getArguments()).toEqual([
    'release',
    ...['-to=aws', '-to=azure', '-on-error=abort', '-without-tests=web'],
    ...['/w/images/golden/image.pkr.hcl', '/w/images/web/image.pkr.hcl'],
  ]);
});

test.each([
  [['golden', 'family'], 'names what is no image: "family". Images of this workspace: golden, web.'],
  [[], 'names none. Images of this workspace: golden, web.'],
])('%j is refused before anything is asked', async (images, told) => {
  expect(await release({ images, to: ['aws'] }, context)).toEqual({ success: false });
  expect(written).toBe(`The option "images" ${told}\n`);
  expect(runCli).not.toHaveBeenCalled();
});
