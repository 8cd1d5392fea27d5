import { Secret } from '../secret';
import { getBuildVariables, getVariables } from './variables';

const names = { buildName: 'vm', builderType: 'qemu' };
const facts = {
  ID: 'VM',
  PackerHTTPAddr: '10.0.2.2:8123',
  PackerHTTPIP: '10.0.2.2',
  PackerHTTPPort: '8123',
};

test('a script hears of the HTTP server when its builder has one', () => {
  expect(getBuildVariables({ ...names, facts })).toEqual({
    PACKER_BUILD_NAME: 'vm',
    PACKER_BUILDER_TYPE: 'qemu',
    PACKER_HTTP_ADDR: '10.0.2.2:8123',
    PACKER_HTTP_IP: '10.0.2.2',
    PACKER_HTTP_PORT: '8123',
  });
  const none = { PACKER_BUILD_NAME: 'vm', PACKER_BUILDER_TYPE: 'qemu' };
  expect(getBuildVariables({ ...names, facts: { ID: 'VM' } })).toEqual(none);
  expect(getBuildVariables(names)).toEqual(none);
});

test("the template's own variables win, by name", () => {
  const options = {
    environment_vars: ['PACKER_HTTP_IP=::1', new Secret('B=2')],
    env: { A: '1' },
  };
  const variables = getVariables(options, { ...names, facts });
  expect(variables.map(({ name }) => name)).toEqual([
    ...['A', 'B', 'PACKER_BUILDER_TYPE', 'PACKER_BUILD_NAME'],
    ...['PACKER_HTTP_ADDR', 'PACKER_HTTP_IP', 'PACKER_HTTP_PORT'],
  ]);
  expect(variables.find(({ name }) => name === 'PACKER_HTTP_IP')?.value).toBe('::1');
  expect(variables.find(({ name }) => name === 'B')?.value).toBeInstanceOf(Secret);
});
