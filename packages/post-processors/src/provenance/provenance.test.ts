import { createHash, generateKeyPairSync } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import type { Artifact, BuildOrigin } from '@strata/sdk';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { readPublicKey } from './dsse/keys';
import { provenance } from './post-process';
import { type ProvenanceOptions, provenanceSchema } from './schema';
import { checkSubject } from './verify/check-subject';
import { parseProvenance } from './verify/parse';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const origin: BuildOrigin = {
  project: 'golden',
  build: 'rootfs.golden',
  templates: [{ name: 'images/golden/image.pkr.hcl', sha256: 'e'.repeat(64) }],
  variables: { size: 3 },
  sensitive: ['token'],
  key: digest('9'),
  base: { label: 'base bootstrap', key: digest('8'), layers: [], facts: digest('7') },
  steps: [
    {
      ...{ label: 'shell a.sh', part: 'shell', partVersion: '1', key: digest('9') },
      inputs: [{ option: 'script', digest: digest('6') }],
    },
  ],
};

const artifact: Artifact = {
  ...{ builderId: 'strata.rootfs', id: '', description: 'layers' },
  files: ['/ws/images/golden/dist/rootfs.golden.receipt.json', 'out/a.tar'],
  image: { layers: [digest('a'), digest('b')].map((diffId) => ({ diffId, size: 1 })), base: {}, config: {} },
};

const pair = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
});

const defaults: ProvenanceOptions = {
  ...{ output: 'provenance_{{.BuildName}}.intoto.json', builder_id: 'urn:test', record_run: false },
  ...{ key_file: undefined, key_passphrase_env: undefined },
};
const signing = { key_file: 'key.pem', key_passphrase_env: 'KEY_WORDS' };

async function run(options: Partial<ProvenanceOptions> = {}, given: Partial<Artifact> = {}) {
  const ports = createTestPorts({
    '/ws/images/golden/dist/rootfs.golden.receipt.json': '{}',
    '/ws/out/a.tar': 'tar',
    '/ws/layout/index.json': 'index',
    '/ws/key.pem': pair.privateKey,
  });
  const environment = { ...ports.environment, variables: { KEY_WORDS: 'open sesame' } };
  const context = createPostProcessContext({ ports: { ...ports, environment }, origin });
  const problems = await provenance
    .postProcess(context, { ...artifact, ...given }, { ...defaults, ...options })
    .then(
      () => [],
      (error: unknown) => {
        if (error instanceof Failure) return error.diagnostics;
        throw error;
      },
    );
  const path = '/ws/provenance_golden.intoto.json';
  const text = (await ports.files.stat(path)) ? await ports.files.readText(path) : '';
  return { text, codes: problems.map(({ code }) => code), ports };
}

test('a statement says what was made, of what, and by whom', async () => {
  const { text } = await run();
  expect(JSON.parse(text)).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'rootfs.golden.receipt.json', digest: { sha256: sha256('{}') } },
      { name: 'out/a.tar', digest: { sha256: sha256('tar') } },
      { name: 'layer 1', digest: { sha256: 'a'.repeat(64) } },
      { name: 'layer 2', digest: { sha256: 'b'.repeat(64) } },
    ],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:strata:image-build:v1',
        externalParameters: {
          ...{ project: 'golden', build: 'rootfs.golden', templates: ['images/golden/image.pkr.hcl'] },
          ...{ variables: { size: 3 }, sensitiveVariables: ['token'] },
        },
        internalParameters: {
          key: digest('9'),
          steps: [{ label: 'shell a.sh', part: 'shell', partVersion: '1', key: digest('9') }],
        },
        resolvedDependencies: [
          { name: 'images/golden/image.pkr.hcl', digest: { sha256: 'e'.repeat(64) } },
          { name: 'images.lock.json: base bootstrap', digest: { sha256: '7'.repeat(64) } },
          { name: 'step 1 (shell a.sh): script', digest: { strataTree: '6'.repeat(64) } },
        ],
      },
      runDetails: { builder: { id: 'urn:test', version: { strata: expect.any(String) } } },
    },
  });
});

test('no clock and no run are in it until somebody asks', async () => {
  const [first, again] = [await run(), await run()];
  expect(first.text).toBe(again.text);
  expect(first.text).not.toContain('/ws/');
  const asked = JSON.parse((await run({ record_run: true })).text);
  expect(asked.predicate.runDetails.metadata).toEqual({
    invocationId: 'run-1',
    finishedOn: '2023-11-14T22:13:20.000Z',
  });
});

test('it is signed by a key whose passphrase comes from the environment', async () => {
  const { text } = await run(signing);
  const key = readPublicKey(pair.publicKey, 'public.pem');
  const { signature, statement } = parseProvenance(text, 'p', key);
  expect(signature).toBe('valid');
  expect(statement.subject).toHaveLength(4);
  expect(parseProvenance(text, 'p', undefined).signature).toBe('not checked');
  expect(text).not.toContain('sesame');
});

test.each<[string, Partial<ProvenanceOptions>, Partial<Artifact>, readonly string[]]>([
  ['a key that is not there', { key_file: 'none.pem' }, {}, ['PPR062']],
  ['an encrypted key without its words', { key_file: 'key.pem' }, {}, ['PPR062']],
  ['words that the environment lacks', { ...signing, key_passphrase_env: 'OTHER' }, {}, ['PPR065']],
  [
    'an artifact without anything',
    {},
    { files: [], image: { layers: [], base: {}, config: {} } },
    ['PPR060'],
  ],
  ['a file that is gone', {}, { files: ['gone'] }, ['PPR061']],
  ['a folder that is no layout', {}, { files: ['out'] }, ['PPR061']],
  ['an OCI layout', {}, { files: ['layout'] }, []],
])('%s', async (_title, options, given, codes) => {
  const ended = await run(options, given);
  expect(ended.codes).toEqual(codes);
  expect(ended.text === '').toBe(codes.length > 0);
});

test.each([
  ['https://ci.example.com/a', []],
  ['urn:a:b', []],
  ['me', ['PPR063']],
  ['a b:c', ['PPR063']],
])('%s names a builder: %j', (id, expected) => {
  const [, rule] = provenanceSchema.rules;
  expect(rule?.({ builder_id: id }, () => undefined, String).map(({ code }) => code)).toEqual(expected);
});

describe('what is verified', () => {
  const folders = ['/ws', '/ws/images/golden/dist'];
  const layers = [digest('a'), digest('b')];

  async function verify(
    change: (ports: ReturnType<typeof createTestPorts>) => Promise<void>,
    there: readonly string[] | undefined = layers,
  ) {
    const { text, ports } = await run();
    await change(ports);
    const { statement } = parseProvenance(text, 'p', undefined);
    const problems = await checkSubject(statement.subject, { ports, folders, layers: there });
    return problems.map(({ code, severity }) => `${code} ${severity}`);
  }

  test('fits what was built', async () => {
    expect(await verify(async () => undefined)).toEqual([]);
  });

  test('all that does not fit is told', async () => {
    const changed = await verify(
      async ({ files }) => {
        await files.write('/ws/out/a.tar', 'other');
        await files.remove('/ws/images/golden/dist/rootfs.golden.receipt.json');
      },
      [digest('a'), digest('c')],
    );
    expect(changed).toEqual(['PPR070 error', 'PPR071 error', 'PPR070 error']);
  });

  test('more layers than were stated, and layers that nobody knows', async () => {
    expect(await verify(async () => undefined, [...layers, digest('c')])).toEqual(['PPR070 error']);
    const { text, ports } = await run();
    const { statement } = parseProvenance(text, 'p', undefined);
    const problems = await checkSubject(statement.subject, { ports, folders, layers: undefined });
    expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['PPR069 warning']);
  });

  test('a name leads nowhere but below the folders', async () => {
    const ports = createTestPorts({ '/etc/passwd': 'x' });
    const subject = ['/etc/passwd', '../etc/passwd'].map((name) => ({
      name,
      digest: { sha256: sha256('x') },
    }));
    const problems = await checkSubject(subject, { ports, folders: ['', '/ws'], layers: undefined });
    expect(problems.map(({ code }) => code)).toEqual(['PPR071', 'PPR071']);
  });

  const tell = (text: string, key = readPublicKey(pair.publicKey, 'public.pem')) => {
    try {
      return parseProvenance(text, 'p', key).signature;
    } catch (error) {
      return (error as Failure).diagnostics[0]?.code;
    }
  };

  test('a changed envelope, one by somebody else, an unsigned one, and no provenance at all', async () => {
    const { text } = await run(signing);
    const envelope = JSON.parse(text);
    const other = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('golden', 'g0lden');
    expect(tell(text)).toBe('valid');
    expect(tell(JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }))).toBe(
      'PPR067',
    );
    expect(tell(text, readPublicKey(other.publicKey, 'other.pem'))).toBe('PPR067');
    expect(tell((await run()).text)).toBe('PPR068');
    expect(tell(JSON.stringify({ ...envelope, payloadType: 'text/plain' }))).toBe('PPR066');
    for (const none of ['', 'x', '[]', '{"_type":"x"}'])
      expect(() => parseProvenance(none, 'p', undefined)).toThrow('No provenance');
  });
});
