import { createMemoryFiles } from '@strata/sdk/testing';
import { collectTests } from './collect-tests';

const collect = async (files: Readonly<Record<string, string>>, ...images: readonly string[]) => {
  const folders = images.map((image) => ({ image, path: `/ws/images/${image}/tests` }));
  const { value, diagnostics } = await collectTests(createMemoryFiles(files), {
    folders,
    getName: (path) => path.replace('/ws/', ''),
  });
  return {
    tests: value.map(({ image, name, kind, place }) => `${image} ${name} ${kind} ${place}`),
    told: diagnostics.map(({ code, severity, detail }) => `${code} ${severity} ${detail}`),
  };
};

test("a child's tests come behind those of its parents, a shared parent's once", async () => {
  const files = {
    '/ws/images/golden/tests/golden.yaml': '',
    '/ws/images/webapp/tests/webapp.sh': '',
    '/ws/images/middleware/tests/api.test.ts': '',
    '/ws/images/both/tests/both.yml': '',
  };
  const { tests } = await collect(files, 'both', 'middleware', 'golden', 'webapp', 'golden');
  expect(tests).toEqual([
    'golden images/golden/tests/golden.yaml checks machine',
    'webapp images/webapp/tests/webapp.sh script both',
    'middleware images/middleware/tests/api.test.ts program machine',
    'both images/both/tests/both.yml checks machine',
  ]);
});

test('a comment says where a test belongs; other files are none', async () => {
  const files = {
    '/ws/images/a/tests/a.sh': '#!/bin/sh\n# strata-test: layers\n',
    '/ws/images/a/tests/a.test.mjs': '// strata-test: both\n',
    '/ws/images/a/tests/a.yaml': 'file: {}\n# strata-test: both\n',
    '/ws/images/a/tests/README.md': '',
    '/ws/images/a/tests/data.json': '',
    '/ws/images/a/tests/helper.js': '',
  };
  expect((await collect(files, 'a', 'none')).tests.map((each) => each.replace(/^.*tests\//, ''))).toEqual([
    'a.sh script layers',
    'a.test.mjs program both',
    'a.yaml checks both',
  ]);
});

test('a place that is none is told with those that are', async () => {
  const files = { '/ws/images/a/tests/a.sh': '\n  # strata-test: moon\n' };
  const { value, diagnostics } = await collectTests(createMemoryFiles(files), {
    folders: [{ image: 'a', path: '/ws/images/a/tests' }],
  });
  expect(value).toHaveLength(1);
  expect(diagnostics).toMatchObject([
    {
      code: 'TST014',
      detail: 'A test runs in machine, layers, both, not in "moon".',
      subject: { start: { line: 2, column: 5 }, end: { line: 2, column: 22 } },
    },
  ]);
});

test('an image without tests is told, as a warning', async () => {
  expect(await collect({}, 'a')).toEqual({
    tests: [],
    told: ['TST015 warning No tests are in images/a/tests.'],
  });
});
