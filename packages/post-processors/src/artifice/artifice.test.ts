import type { Artifact } from '@strata/sdk';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { artifice } from './post-process';
import { artificeSchema } from './schema';

const names = ['out/a.img', 'out/b.img', 'out/b.log', 'out/.hidden.img', 'out/x*y', 'other/a.img', 'top'];
const ports = createTestPorts(Object.fromEntries(names.map((name) => [`/ws/${name}`, name])));

const input: Artifact = { builderId: 'b', id: 'ami-1', files: ['top'], description: '' };

test('the files that are found take the place of the artifact, which is kept', async () => {
  const context = createPostProcessContext({ ports });
  const result = await artifice.postProcess(context, input, { files: ['out/*.log', 'other/a.img'] });
  expect(result).toEqual({
    artifact: {
      builderId: 'packer.post-processor.artifice',
      id: 'out/b.log,other/a.img',
      files: ['out/b.log', 'other/a.img'],
      description: 'Created artifact from files: out/b.log, other/a.img',
    },
    input: 'keep',
  });
  expect(context.reporter.warnings).toEqual([]);
});

test('a pattern that nothing fits is told', async () => {
  const context = createPostProcessContext({ ports });
  const { artifact } = await artifice.postProcess(context, input, { files: ['*.iso', 'top'] });
  expect(artifact.files).toEqual(['top']);
  expect(context.reporter.warnings).toEqual(['No file fits "*.iso".']);
});

test('an empty list is refused', () => {
  const write = (option: string, value: string) => `${option} = ${value}`;
  const told = artificeSchema.rules.flatMap((rule) => rule({ files: [] }, () => undefined, write));
  expect(told).toMatchObject([{ code: 'PPR003', hint: 'For example: files = ["output/*.qcow2"]' }]);
});
