import type { ProcessSpec } from '@strata/sdk';
import { createProvisionContext, createTestPorts } from '@strata/sdk/testing';
import { shellLocalDefinition } from './definition';

test('the scripts run on this machine and nothing reaches the one that is built', async () => {
  const specs: ProcessSpec[] = [];
  const processes = {
    async run(spec: ProcessSpec) {
      specs.push(spec);
      return { code: 0, signal: undefined };
    },
  };
  const context = createProvisionContext({
    ports: { ...createTestPorts(), processes },
    facts: { PackerHTTPIP: '10.0.2.2' },
  });
  const part = await shellLocalDefinition.load();
  await part.provision(context, {
    ...{ inline: ['true'], script: undefined, scripts: undefined, command: undefined, env: undefined },
    ...{ environment_vars: undefined, env_var_format: undefined, execute_command: undefined },
    ...{ only_on: undefined, tempfile_extension: undefined, use_linux_pathing: false },
    ...{ inline_shebang: '/bin/sh -e', valid_exit_codes: [0] },
  });
  expect(specs).toMatchObject([
    {
      command: '/bin/sh',
      cwd: '/ws',
      env: { PACKER_BUILD_NAME: 'golden', PACKER_BUILDER_TYPE: 'rootfs', PACKER_HTTP_IP: '10.0.2.2' },
    },
  ]);
  expect(specs[0]?.args[1]).toMatch(/ \/scratch\/packer-shell-[0-9a-f-]{36}$/);
  expect(context.communicator.commands).toEqual([]);
});

test('the step runs in every build, and no option changes a layer', () => {
  const { outside, schema } = shellLocalDefinition;
  expect(outside?.({ inline: ['true'] } as never)).toBe(true);
  expect(Object.values(schema.options).filter(({ affects }) => affects !== ('run' as string))).toEqual([]);
});
