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

test('a script and a program may say what they are about; what nobody understands is told', async () => {
  const files = createMemoryFiles({
    '/ws/images/a/tests/a.sh':
      '#!/bin/sh\n# strata-about: service=orders file=/etc/a=b\n  # strata-about: port=tcp:8080\n',
    '/ws/images/a/tests/a.test.ts': '// strata-about: package=jq\n',
    '/ws/images/a/tests/a.yaml': '# strata-about: nobody=reads\n',
    '/ws/images/a/tests/b.sh': '# strata-about: user=ada moon=full\n# strata-about:\n',
  });
  const { value, diagnostics } = await collectTests(files, {
    folders: [{ image: 'a', path: '/ws/images/a/tests' }],
  });
  const about = Object.fromEntries(value.map((each) => [each.path.replace(/^.*\//, ''), each.about]));
  expect(about).toEqual({
    'a.sh': [
      { label: 'Service', subject: 'orders' },
      { label: 'File', subject: '/etc/a=b' },
      { label: 'Port', subject: 'tcp:8080' },
    ],
    'a.test.ts': [{ label: 'Package', subject: 'jq' }],
    'a.yaml': undefined,
    'b.sh': undefined,
  });
  expect(diagnostics.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
    expect.stringMatching(/^TST016 .*, not about "moon=full"\.$/),
    expect.stringMatching(/^TST016 .*, not about ""\.$/),
  ]);
  expect(diagnostics[0]).toMatchObject({ subject: { start: { line: 1, column: 3 } } });
});
