import { explain } from './explain';
import { type KeptPlan, keepPlan } from './kept-plan';
import { createImage, createText, planBuild, type Scene } from './testing/plans';

const SECRET = 'variable "s" {\n  default = "geheim"\n  sensitive = true\n}\n';
const IMAGE = 'data "strata-image" "g" { project = "golden" }\n';
const step = (line: string) => `  provisioner "shell" { inline = ["${line}"] }\n`;
const named = (name: string, body: string) => `  provisioner "shell" {\n    name = "${name}"\n${body}\n  }\n`;

/** As `why` does it: the kept plan has been JSON in the meantime. */
async function why(before: Scene, after: Scene): Promise<readonly string[]> {
  const kept = JSON.parse(JSON.stringify(keepPlan(await planBuild(before)))) as KeptPlan;
  return explain(kept, await planBuild(after));
}

const texts = (before: string, after: string): [Scene, Scene] => [
  { text: createText(before) },
  { text: createText(after) },
];

describe('why', () => {
  const onGolden = IMAGE + createText(step('a'), 'from = data.strata-image.g.layers');
  const table: readonly (readonly [string, [Scene, Scene], readonly string[]])[] = [
    ['says nothing when nothing changed', texts(step('a'), `# note\n${step('a')}`), []],
    [
      'shows an option, old and new, and what stands on it',
      texts(step('a') + step('b') + step('c'), step('a') + step('x') + step('c')),
      [
        'Step 2, shell: inline[0]: "b" → "x".',
        'The step after it stands on what changed and will be built again.',
      ],
    ],
    [
      'names the step',
      texts(named('packages', '    inline = ["a"]'), named('packages', '    inline = ["a", "b"]')),
      ['Step 1, shell "packages": inline has got "b".'],
    ],
    [
      'shows a new step',
      texts(step('a') + step('c'), step('a') + step('b') + step('c')),
      ['Step 2, shell is new.', 'The step after it stands on what changed and will be built again.'],
    ],
    ['shows a step at the end', texts(step('a'), step('a') + step('b')), ['Step 2, shell is new.']],
    [
      'shows a lost step',
      texts(step('a') + step('b') + step('c'), step('a') + step('c')),
      ['Step 2, shell is gone.', 'The step after it stands on what changed and will be built again.'],
    ],
    ['shows a lost last step', texts(step('a') + step('b'), step('a')), ['Step 2, shell is gone.']],
    [
      'shows several changes',
      texts(step('a') + step('b') + step('c'), step('x') + step('b') + step('y')),
      [
        'Step 1, shell: inline[0]: "a" → "x".',
        'Step 3, shell: inline[0]: "c" → "y".',
        'The 2 steps after it stand on what changed and will be built again.',
      ],
    ],
    [
      'says that the content of a file changed',
      [
        { text: createText(named('x', '    scripts = ["a.sh", "b.sh"]')) },
        {
          text: createText(named('x', '    scripts = ["a.sh", "b.sh"]')),
          facts: { file: (path) => `sha256:${path === 'b.sh' ? 'new' : path}` },
        },
      ],
      ['Step 1, shell "x": the content of scripts[1] changed.'],
    ],
    [
      'never shows a secret',
      [
        { text: SECRET + createText(named('x', '    env = { A = var.s }')) },
        { text: SECRET + createText(named('x', '    env = { A = var.s }')), vars: ['s=other'] },
      ],
      ['Step 1, shell "x": the secret in env.A changed.'],
    ],
    [
      'shows the version of a part',
      [{ text: createText(step('a')) }, { text: createText(step('a')), shellVersion: '2' }],
      ['Step 1, shell: shell itself changed (version 1 → 2).'],
    ],
    [
      'shows which package of the base changed',
      [
        { text: createText(step('a')) },
        {
          text: createText(step('a')),
          facts: { lock: () => ({ suites: { trixie: 'sha256:i1' }, packages: { bash: '5.3' } }) },
        },
      ],
      [
        'base bootstrap: packages.bash: "5.2" → "5.3".',
        'The step after the base stands on what changed and will be built again.',
      ],
    ],
    [
      'shows from which layer on the parent differs',
      [
        { text: onGolden },
        { text: onGolden, facts: { image: () => createImage('sha256:a', 'sha256:x', 'sha256:y') } },
      ],
      [
        'base golden has other content from its layer 2 on (3 layers, before 2).',
        'The step after the base stands on what changed and will be built again.',
      ],
    ],
    [
      'knows a parent that got shorter',
      [{ text: onGolden }, { text: onGolden, facts: { image: () => createImage('sha256:a') } }],
      [
        'base golden has other content from its layer 2 on (1 layers, before 2).',
        'The step after the base stands on what changed and will be built again.',
      ],
    ],
    [
      'knows a parent whose indexes are others',
      [
        { text: onGolden },
        { text: onGolden, facts: { image: () => ({ ...createImage('sha256:a', 'sha256:b'), base: {} }) } },
      ],
      [
        'base golden has the same layers, but its package indexes are others.',
        'The step after the base stands on what changed and will be built again.',
      ],
    ],
    [
      'shows another parent',
      [{ text: createText(step('a')) }, { text: onGolden }],
      [
        'The image starts from base golden, before from base bootstrap.',
        'The step after the base stands on what changed and will be built again.',
      ],
    ],
  ];
  it.each(table)('%s', async (_, [before, after], lines) => {
    expect(await why(before, after)).toEqual(lines);
  });

  it('compares nothing with what another version kept', async () => {
    const build = await planBuild({ text: createText(step('a')) });
    const lines = explain({ schema: 0 } as unknown as KeptPlan, build);
    expect(lines).toEqual(['Another version of Strata built it last, so nobody can tell what changed.']);
  });
});
