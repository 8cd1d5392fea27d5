import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
  makeKeys('key.pem', 'public.pem');
});
afterEach(() => workspace[Symbol.dispose]());

function makeKeys(key: string, publicKey: string): void {
  const paths = { key: join(workspace.root, key), publicKey: join(workspace.root, publicKey) };
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', paths.key]);
  execFileSync('openssl', ['pkey', '-in', paths.key, '-pubout', '-out', paths.publicKey]);
}

const secret = 'hunter2-is-secret';

/** A step that is given a script and a secret, and a variable that holds the secret without being marked. */
function writeGolden(options: string): void {
  workspace.write('a.sh', 'echo "$TOKEN" | wc -c > /etc/length');
  workspace.image(
    'golden',
    `  provisioner "shell" {
    script           = "a.sh"
    environment_vars = ["TOKEN=${'${var.token}'}"]
    network          = false
  }
  post-processor "provenance" {
    ${options}
  }
`,
  );
  workspace.write(
    'images/golden/variables.pkr.hcl',
    `variable "token" {
  default   = "${secret}"
  sensitive = true
}
variable "note" { default = "with ${secret} inside" }
variable "size" { default = 3 }
`,
  );
}

const file = 'provenance_golden.intoto.json';

test('a build says what it was made of, signed, without secrets, and the same each time', async () => {
  writeGolden('key_file = "key.pem"');
  const built = await workspace.strata('build', 'images/golden');
  expect(built.code).toBe(0);
  const text = workspace.read(file);
  const statement = Buffer.from(JSON.parse(text).payload, 'base64').toString();
  expect(statement).not.toContain(secret);
  expect(statement).not.toContain(workspace.root);
  const { buildDefinition } = JSON.parse(statement).predicate;
  expect(buildDefinition.externalParameters).toMatchObject({
    templates: ['images/golden/image.pkr.hcl', 'images/golden/variables.pkr.hcl'],
    variables: { size: 3 },
    sensitiveVariables: ['token'],
  });
  expect(buildDefinition.resolvedDependencies.map(({ name }: { name: string }) => name)).toContain(
    'step 1 (shell a.sh): script',
  );
  await workspace.strata('build', 'images/golden');
  expect(workspace.read(file)).toBe(text);

  const right = await workspace.strata('verify', '-key', 'public.pem', 'golden');
  expect(right.out).toMatch(
    /provenance_golden\.intoto\.json: signed by the key [0-9a-f]{64}, \d+ digests fit/,
  );
  expect(right.code).toBe(0);
  makeKeys('other.pem', 'other-public.pem');
  const other = await workspace.strata('verify', '-key', 'other-public.pem', file);
  expect(other.err).toContain('PPR067');
  expect(other.code).toBe(1);
}, 60_000);

test.each([
  ['ed25519', ['-algorithm', 'ed25519'], ['-rawin']],
  ['P-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], ['-rawin', '-digest', 'sha256']],
])(
  'openssl finds the signature by %s right, over what the specification says is signed',
  async (_kind, algorithm, how) => {
    const at = (name: string) => join(workspace.root, name);
    execFileSync('openssl', ['genpkey', ...algorithm, '-out', at('key.pem')]);
    execFileSync('openssl', ['pkey', '-in', at('key.pem'), '-pubout', '-out', at('public.pem')]);
    writeGolden('key_file = "key.pem"');
    await workspace.strata('build', 'images/golden');
    const { payload, payloadType, signatures } = JSON.parse(workspace.read(file));
    const text = Buffer.from(payload, 'base64').toString();
    const size = Buffer.byteLength(text);
    workspace.write('signed', `DSSEv1 ${payloadType.length} ${payloadType} ${size} ${text}`);
    writeFileSync(at('signature'), Buffer.from(signatures[0].sig, 'base64'));
    const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', at('public.pem'), ...how];
    const said = execFileSync('openssl', [...verify, '-in', at('signed'), '-sigfile', at('signature')]);
    expect(said.toString()).toContain('Signature Verified Successfully');
  },
  60_000,
);

test('provenance of an image that was built, and of one that has changed since', async () => {
  writeGolden('output = "of-the-build.json"');
  const early = await workspace.strata('provenance', 'images/golden');
  expect(early.err).toContain('CLI029');
  await workspace.strata('build', 'images/golden');
  const written = await workspace.strata(
    'provenance',
    '-builder-id',
    'urn:strata:builder:unnamed',
    'images/golden',
  );
  expect(written.out).toContain(`${file}: unsigned`);
  expect(workspace.read(file)).toBe(workspace.read('of-the-build.json'));
  expect((await workspace.strata('verify', 'images/golden')).code).toBe(0);

  workspace.write('a.sh', 'echo other > /etc/length');
  expect((await workspace.strata('provenance', 'images/golden')).err).toContain('CLI029');
  await workspace.strata('build', 'images/golden');
  const stale = await workspace.strata('verify', file);
  expect(stale.err).toContain('PPR070');
  expect(stale.out).toContain('do not all fit');
  expect(stale.code).toBe(1);
}, 60_000);

test.each([
  [['verify', 'golden'], 'CLI030'],
  [['verify', 'nothing'], 'CLI030'],
  [['verify', '-key', 'gone.pem', 'nx.json'], 'CLI020'],
  [['verify', '-key', 'key.pem', 'nx.json'], 'PPR062'],
  [['verify', '-key', 'public.pem', 'nx.json'], 'PPR068'],
  [['verify', 'nx.json'], 'PPR066'],
  [['verify'], 'CLI007'],
])(
  '%j is told as %s',
  async (args, expected) => {
    writeGolden('');
    const { code, err } = await workspace.strata(...args);
    expect(err).toContain(expected);
    expect(err).not.toMatch(/\n\s+at .*\.ts:/);
    expect(code).toBe(1);
  },
  60_000,
);
