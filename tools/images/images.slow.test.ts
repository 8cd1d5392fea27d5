import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Building everything on a fresh machine takes a minute or two; afterwards it is a look at the cache. */
const BUILD_TIMEOUT_MS = 900_000;
const CHECK_TIMEOUT_MS = 120_000;

function run(program: string, args: readonly string[]) {
  const env = { ...process.env, NX_DAEMON: 'false' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8', env });
  return { status, output: `${stdout}${stderr}` };
}

/** Runs the tests of a built image inside of it, in layers that are thrown away; gives what is said of those that ran. */
function runTests(image: string) {
  const strata = join(root, 'packages/cli/bin/strata.js');
  const { status, output } = run(process.execPath, [strata, 'test', '-in=layers', `images/${image}`]);
  const lines = output.split('\n').filter((line) => line.startsWith('Script: ') && !line.endsWith(':'));
  return { status, scripts: lines.map((line) => line.replace(': exit-status: matches expectation: 0', '')) };
}

beforeAll(() => {
  const built = run(join(root, 'node_modules/.bin/nx'), [
    'run-many',
    '-t',
    'build-image',
    '-p',
    'middleware-webapp',
  ]);
  if (built.status !== 0) throw new Error(built.output);
}, BUILD_TIMEOUT_MS);

// What middleware and webapp hold, and their tests, are in the last one as well.
test.each([
  ['golden', ['golden/tests/clamav.sh', 'golden/tests/golden.sh']],
  ['node-runtime', ['node-runtime/tests/node-runtime.sh']],
  [
    'middleware-webapp',
    [
      ...['golden/tests/clamav.sh', 'golden/tests/golden.sh', 'middleware/tests/middleware.sh'],
      ...['webapp/tests/api.sh', 'webapp/tests/webapp.sh', 'middleware-webapp/tests/middleware-webapp.sh'],
    ],
  ],
])(
  '%s is as its tests and those of its parents say: %j',
  (image, scripts) => {
    expect(runTests(image)).toEqual({
      status: 0,
      scripts: scripts.map((script) => `Script: images/${script}`),
    });
  },
  CHECK_TIMEOUT_MS,
);
