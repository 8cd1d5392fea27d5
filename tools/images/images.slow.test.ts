import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** Runs a test of images/ inside a built image, in a layer that is thrown away; gives what the test says. */
function runInside(image: string, script: string) {
  const text = readFileSync(join(root, 'images', script), 'utf8');
  const strata = join(root, 'packages/cli/bin/strata.js');
  const { status, output } = run(process.execPath, [strata, 'shell', '-command', text, `images/${image}`]);
  // What Strata says of its own work begins with an arrow or, while it takes long, with blanks.
  const lines = output.split('\n').filter((line) => !/^(==> | {4}|$)/u.test(line));
  return { status, lines };
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

test.each([
  ['golden', 'golden/tests/golden.sh'],
  ['middleware', 'golden/tests/golden.sh'],
  ['middleware', 'middleware/tests/middleware.sh'],
  ['node-runtime', 'node-runtime/tests/node-runtime.sh'],
  ['webapp', 'golden/tests/golden.sh'],
  ['webapp', 'webapp/tests/webapp.sh'],
  ['middleware-webapp', 'golden/tests/golden.sh'],
  ['middleware-webapp', 'middleware/tests/middleware.sh'],
  ['middleware-webapp', 'webapp/tests/webapp.sh'],
  ['middleware-webapp', 'middleware-webapp/tests/middleware-webapp.sh'],
])(
  '%s is as %s says',
  (image, script) => {
    expect(runInside(image, script)).toEqual({ status: 0, lines: [] });
  },
  CHECK_TIMEOUT_MS,
);

test.each(['webapp', 'middleware-webapp'])(
  'the services out of %s answer with a token and refuse without',
  (image) => {
    expect(runInside(image, 'webapp/tests/api.sh')).toEqual({
      status: 0,
      lines: [expect.stringContaining('"total":900')],
    });
  },
  CHECK_TIMEOUT_MS,
);
