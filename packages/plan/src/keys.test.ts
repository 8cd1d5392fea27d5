import { createFacts, createImage, createText, planBuild, type Scene } from './testing/plans';

const SECRET = 'variable "s" {\n  default = "geheim"\n  sensitive = true\n}\n';
const IMAGE = 'data "strata-image" "g" { project = "golden" }\n';
const OUTPUT = 'data "strata-output" "o" {\n  project = "api"\n  target = "bundle"\n  path = "dist"\n}\n';

const shell = (body: string) => `  provisioner "shell" {\n${body}\n  }`;
const file = (body: string) => `  provisioner "file" {\n    destination = "/etc/"\n${body}\n  }`;

async function getKeys(scene: Scene): Promise<readonly string[]> {
  const { base, layers } = await planBuild(scene);
  return [base.key, ...layers.map(({ key }) => key)];
}

interface Pair {
  readonly before: Scene;
  readonly after: Scene;
}

const steps = (before: string, after: string, head = ''): Pair => ({
  before: { text: head + createText(before) },
  after: { text: head + createText(after) },
});

const PLAIN = shell('    inline = ["a"]');
const scripts = (path: string) => shell(`    scripts = ["${path}"]`);
const source = (path: string) => file(`    source = "${path}"`);

describe('the keys of a build stay', () => {
  const table: readonly (readonly [string, Pair])[] = [
    [
      'when only comments and layout change',
      steps(PLAIN, `# note\n${PLAIN.replaceAll('  ', '      ')} // end`),
    ],
    [
      'when meta-arguments change',
      steps(
        PLAIN,
        shell(
          '    inline = ["a"]\n    timeout = "1h"\n    max_retries = 5\n    pause_before = "1s"\n    continue_on_error = true\n    name = "x"',
        ),
      ),
    ],
    [
      'when options that only say how to run change',
      steps(PLAIN, shell('    inline = ["a"]\n    start_retry_timeout = "9m"\n    debug = true')),
    ],
    [
      'when a default is written out',
      steps(PLAIN, shell('    inline = ["a"]\n    network = true\n    valid_exit_codes = [0]')),
    ],
    ['when a value comes another way', steps(PLAIN, shell('    inline = [join("", ["a"])]'))],
    [
      'when options change places',
      steps(
        shell('    inline = ["a"]\n    env = { A = 1, B = 2 }'),
        shell('    env = { B = "2", A = "1" }\n    inline = ["a"]'),
      ),
    ],
    [
      'when a script moves',
      {
        before: { text: createText(scripts('a/x.sh')), facts: { file: () => 'sha256:1' } },
        after: { text: createText(scripts('/abs/y.sh')), facts: { file: () => 'sha256:1' } },
      },
    ],
    [
      'when a copied file moves to another folder',
      {
        before: { text: createText(source('a/x')), facts: { file: () => 'sha256:1' } },
        after: { text: createText(source('/abs/x')), facts: { file: () => 'sha256:1' } },
      },
    ],
    [
      'when an output lies elsewhere',
      {
        before: { text: OUTPUT + createText(source('${data.strata-output.o.path}/x')) },
        after: {
          text: OUTPUT + createText(source('${data.strata-output.o.path}/x')),
          facts: { output: () => ({ digest: 'sha256:output-api', path: '/elsewhere' }) },
        },
      },
    ],
    [
      'when a parent was built again with the same content',
      {
        before: { text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers') },
        after: {
          text: IMAGE.replace('golden', 'gold') + createText(PLAIN, 'from = data.strata-image.g.layers'),
        },
      },
    ],
    [
      'when the parent’s container settings change',
      {
        before: { text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers') },
        after: {
          text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers'),
          facts: { image: () => ({ ...createImage('sha256:a', 'sha256:b'), config: {} }) },
        },
      },
    ],
    [
      'when container settings change',
      { before: { text: createText(PLAIN) }, after: { text: createText(PLAIN, 'entrypoint = ["/x"]') } },
    ],
    ['when post-processors change', steps(PLAIN, `${PLAIN}\n  post-processor "manifest" { output = "x" }`)],
    [
      'when an error-cleanup-provisioner is added',
      steps(PLAIN, `${PLAIN}\n  error-cleanup-provisioner "shell" { inline = ["b"] }`),
    ],
  ];
  it.each(table)('%s', async (_, { before, after }) => {
    expect(await getKeys(after)).toEqual(await getKeys(before));
  });
});

describe('the key of a step changes', () => {
  const table: readonly (readonly [string, Pair])[] = [
    ['with an option', steps(PLAIN, shell('    inline = ["b"]'))],
    ['with the order of lines', steps(shell('    inline = ["a", "b"]'), shell('    inline = ["b", "a"]'))],
    ['with network on or off', steps(PLAIN, shell('    inline = ["a"]\n    network = false'))],
    [
      'with a variable that it uses',
      {
        before: { text: `variable "x" { default = "1" }\n${createText(shell('    inline = [var.x]'))}` },
        after: {
          text: `variable "x" { default = "1" }\n${createText(shell('    inline = [var.x]'))}`,
          vars: ['x=2'],
        },
      },
    ],
    [
      'with the content of a script',
      {
        before: { text: createText(scripts('x.sh')) },
        after: { text: createText(scripts('x.sh')), facts: { file: () => 'sha256:other' } },
      },
    ],
    [
      'with the order of scripts',
      steps(shell('    scripts = ["a", "b"]'), shell('    scripts = ["b", "a"]')),
    ],
    [
      'with the name of a file that is copied into a folder',
      {
        before: { text: createText(source('x')), facts: { file: () => 'sha256:1' } },
        after: { text: createText(source('y')), facts: { file: () => 'sha256:1' } },
      },
    ],
    [
      'with the slash that copies what is in a folder',
      {
        before: { text: createText(source('x')), facts: { file: () => 'sha256:1' } },
        after: { text: createText(source('x/')), facts: { file: () => 'sha256:1' } },
      },
    ],
    [
      'with the path of what is downloaded from the image',
      steps(
        file('    direction = "download"\n    source = "/a"'),
        file('    direction = "download"\n    source = "/b"'),
      ),
    ],
    [
      'with a secret',
      {
        before: { text: SECRET + createText(shell('    env = { A = var.s }')) },
        after: { text: SECRET + createText(shell('    env = { A = var.s }')), vars: ['s=other'] },
      },
    ],
    [
      'when a text becomes a secret',
      {
        before: { text: SECRET + createText(shell('    env = { A = "geheim" }')) },
        after: { text: SECRET + createText(shell('    env = { A = var.s }')) },
      },
    ],
    [
      'with the version of the part',
      { before: { text: createText(PLAIN) }, after: { text: createText(PLAIN), shellVersion: '2' } },
    ],
    [
      'with the name that scripts see',
      { before: { text: createText(PLAIN) }, after: { text: createText(PLAIN).replaceAll('base', 'other') } },
    ],
    [
      'with the content of an image that it copies from',
      {
        before: {
          text: `${IMAGE}${createText('  provisioner "image-copy" { from = data.strata-image.g.layers }')}`,
        },
        after: {
          text: `${IMAGE}${createText('  provisioner "image-copy" { from = data.strata-image.g.layers }')}`,
          facts: { image: () => createImage('sha256:c') },
        },
      },
    ],
    [
      'with the content of an output',
      {
        before: {
          text: `${OUTPUT}${createText('  provisioner "image-copy" { from = data.strata-output.o.files }')}`,
        },
        after: {
          text: `${OUTPUT}${createText('  provisioner "image-copy" { from = data.strata-output.o.files }')}`,
          facts: { output: () => ({ digest: 'sha256:new', path: '/w/api/dist' }) },
        },
      },
    ],
    [
      'with the place inside an output',
      steps(source('${data.strata-output.o.path}/x'), source('${data.strata-output.o.path}/y/x'), OUTPUT),
    ],
  ];
  it.each(table)('%s, but not the key of the base', async (_, { before, after }) => {
    const [oldBase, oldStep] = await getKeys(before);
    const [base, step] = await getKeys(after);
    expect(base).toBe(oldBase);
    expect(step).not.toBe(oldStep);
  });
});

describe('a change below', () => {
  const three = (middle: string) =>
    [PLAIN, shell(`    inline = ["${middle}"]`), shell('    inline = ["c"]')].join('\n');

  it('changes every key above it, and none below', async () => {
    const old = await getKeys({ text: createText(three('b')) });
    const now = await getKeys({ text: createText(three('x')) });
    expect(now.map((key, index) => key === old[index])).toEqual([true, true, false, false]);
  });

  it.each<[string, Pair]>([
    [
      'other facts of the base',
      {
        before: { text: createText(PLAIN) },
        after: { text: createText(PLAIN), facts: { lock: () => ({ packages: { bash: '5.3' } }) } },
      },
    ],
    [
      'other options of the base',
      { before: { text: createText(PLAIN) }, after: { text: createText(PLAIN, 'suite = "sid"') } },
    ],
    [
      'another secret of the base',
      {
        before: { text: SECRET + createText(PLAIN, 'password = var.s') },
        after: { text: SECRET + createText(PLAIN, 'password = var.s'), vars: ['s=x'] },
      },
    ],
    [
      'another layer of the parent',
      {
        before: { text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers') },
        after: {
          text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers'),
          facts: { image: () => createImage('sha256:a', 'sha256:c') },
        },
      },
    ],
    [
      'other package indexes that the parent hands on',
      {
        before: { text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers') },
        after: {
          text: IMAGE + createText(PLAIN, 'from = data.strata-image.g.layers'),
          facts: { image: () => ({ ...createImage('sha256:a', 'sha256:b'), base: {} }) },
        },
      },
    ],
  ])('counts when it is %s', async (_, { before, after }) => {
    const old = await getKeys(before);
    const now = await getKeys(after);
    expect(now.filter((key) => old.includes(key))).toEqual([]);
  });
});

describe('what is hashed', () => {
  it('holds no secret and no path of this machine', async () => {
    const { base, layers } = await planBuild({
      text:
        SECRET +
        createText(
          [shell('    env = { A = var.s }\n    scripts = ["/home/me/x.sh"]'), source('/home/me/dir/x')].join(
            '\n',
          ),
          'password = "p-${var.s}"',
        ),
      facts: { file: () => 'sha256:1' },
    });
    const hashed = JSON.stringify([base.keyInput, layers.map(({ keyInput }) => keyInput)]);
    expect(hashed).not.toContain('geheim');
    expect(hashed).not.toContain('/home/me');
    expect(hashed).toContain(createFacts().secretDigest('geheim'));
  });

  it('is the same for any way of writing a template (property)', async () => {
    const random = createRandom(7);
    for (let round = 0; round < 40; round++) {
      const lines = Array.from({ length: 1 + random(4) }, () => `echo ${random(1000)}`);
      const plain = createText(shell(`    inline = ${JSON.stringify(lines)}`));
      const written = createText(
        shell(
          [
            `    inline = [${lines.map((line) => writeString(line, random)).join(random(2) ? ', ' : ',\n')}]`,
            ...(random(2) ? [`    debug = ${random(2) === 1}`] : []),
            ...(random(2) ? [`    timeout = "${random(50)}m"`] : []),
            ...(random(2) ? ['    # a comment'] : []),
          ].join('\n'),
        ),
      );
      expect(await getKeys({ text: written })).toEqual(await getKeys({ text: plain }));
    }
  });
});

/** A small generator of numbers below a limit: the same rounds each time, so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** One of several ways to write a string in HCL. */
function writeString(text: string, random: (below: number) => number): string {
  const quoted = JSON.stringify(text);
  const ways = [
    quoted,
    `(${quoted})`,
    `"\${${quoted}}"`,
    `"\${lower(${quoted})}"`,
    `format("%s", ${quoted})`,
  ];
  return ways[random(ways.length)] as string;
}
