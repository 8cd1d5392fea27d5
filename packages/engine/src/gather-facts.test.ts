import type { Requirements } from '@strata/plan';
import { createTestPorts } from '@strata/sdk/testing';
import { gatherFacts } from './gather-facts';

const range = {
  file: 'image.pkr.hcl',
  start: { line: 1, column: 1, byte: 0 },
  end: { line: 1, column: 2, byte: 1 },
};
const golden = { kind: 'image', project: 'golden' } as const;
const web = describeProject('web');

function describeProject(name: string) {
  const directory = `/w/images/${name}`;
  return { name, directory, template: directory, baseDirectory: directory };
}

async function gather(requirements: Partial<Requirements>, files: Readonly<Record<string, string>>) {
  const unexpected = () => Promise.reject(new Error('nobody asked for it'));
  return gatherFacts(
    {
      ports: createTestPorts(files),
      workspace: {
        root: '/w',
        findImage: async (name) => describeProject(name),
        findDirectory: unexpected,
        names: unexpected,
        images: unexpected,
      },
    },
    {
      project: web,
      requirements: { images: [], outputs: [], files: [], bases: [], machines: [], ...requirements },
      sources: {
        image: async () => ({ value: undefined, diagnostics: [] }),
        base: unexpected,
        secretDigest: (text) => text,
      },
    },
  );
}

test('where a parent was published is known, beside files that are only to be there', async () => {
  const published = [
    { name: 'aws eu-west-1', reference: 'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0' },
  ];
  const { value: facts, diagnostics } = await gather(
    {
      images: [{ reference: golden, publishedTo: ['aws'], range }],
      files: [{ path: 'answers.iso', kind: 'file', keyed: false }],
    },
    {
      '/w/images/golden/dist/rootfs.golden.published.json': JSON.stringify({ schema: 1, published }),
      '/w/images/web/answers.iso': 'answers',
    },
  );
  expect(diagnostics).toEqual([]);
  expect([...facts.amis(golden)]).toEqual([['eu-west-1', 'ami-0123456789abcdef0']]);
});

test('a file that is only to be there is told when it is not', async () => {
  const { diagnostics } = await gather({ files: [{ path: 'answers.iso', kind: 'file', keyed: false }] }, {});
  expect(diagnostics.map(({ detail }) => detail)).toEqual([expect.stringContaining('answers.iso')]);
});
