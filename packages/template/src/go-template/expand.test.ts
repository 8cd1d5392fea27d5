import { createFunctions, type FunctionPorts } from '@strata/hcl';
import { createExpand } from './expand';

const ports: FunctionPorts = {
  files: { read: () => undefined, kind: () => undefined, list: () => [] },
  clock: { now: () => 0 },
  environment: {},
  root: '/ws',
  cwd: '/ws',
  home: '/home/user',
  random: (length) => new Uint8Array(length),
  remote: {
    find: () => ({ text: '{"password":"hunter2"}' }),
    fetch: async () => false,
    hide: () => undefined,
  },
};

const expand = createExpand({ scope: { functions: createFunctions(ports) }, buildName: 'web', now: () => 0 });

test('a text that took in a secret says so', () => {
  expect(expand('pw={{ vault `secret/data/app` `password` }}')).toEqual({
    text: 'pw=hunter2',
    sensitive: true,
  });
});

test('a text without one does not', () => {
  expect(expand('{{build_name}} at {{timestamp}}')).toEqual({ text: 'web at 0' });
});
