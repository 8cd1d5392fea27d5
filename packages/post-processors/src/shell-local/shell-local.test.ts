import { Failure } from '@strata/diagnostics';
import type { Artifact, ProcessSpec } from '@strata/sdk';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { shellLocal } from './post-process';

const artifact: Artifact = { builderId: 'b', id: 'ami-1', files: ['out/a.txt'], description: '' };
const options = {
  ...{ inline: ['true'], script: undefined, scripts: undefined, command: undefined, env: undefined },
  ...{ environment_vars: undefined, env_var_format: undefined, execute_command: undefined },
  ...{ only_on: undefined, tempfile_extension: undefined, use_linux_pathing: false },
  ...{ inline_shebang: '/bin/sh -e', valid_exit_codes: [0] },
};

async function run(given: { readonly execute_command?: readonly string[] }, code = 0) {
  const specs: ProcessSpec[] = [];
  const processes = {
    async run(spec: ProcessSpec) {
      specs.push(spec);
      return { code, signal: undefined };
    },
  };
  const context = createPostProcessContext({ ports: { ...createTestPorts(), processes } });
  const result = await shellLocal.postProcess(context, artifact, { ...options, ...given });
  return { result, specs };
}

test('the artifact goes on as it is and stays', async () => {
  expect((await run({})).result).toEqual({ artifact, input: 'must-keep' });
});

test('one text as execute_command is a line for a shell', async () => {
  const { specs } = await run({ execute_command: ['bash {{.Script}} && date'] });
  expect(specs).toMatchObject([
    { command: 'sh', args: ['-c', expect.stringMatching(/^bash \/scratch\/packer-shell-\S{36} && date$/)] },
  ]);
  const { specs: several } = await run({ execute_command: ['bash', '{{.Script}}'] });
  expect(several).toMatchObject([
    { command: 'bash', args: [expect.stringMatching(/^\/scratch\/packer-shell-/)] },
  ]);
});

test('a script that fails is a failure of the post-processor', async () => {
  await expect(run({}, 2)).rejects.toThrow(Failure);
});
