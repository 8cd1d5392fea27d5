import type { Range } from '@strata/diagnostics';
import { Secret } from '../secret';
import { communicatorRules } from './rules';

const here: Range = {
  file: 'x',
  start: { line: 1, column: 1, byte: 0 },
  end: { line: 1, column: 2, byte: 1 },
};
const ssh = { communicator: 'ssh', ssh_username: 'root' };
const winrm = { communicator: 'winrm', winrm_username: 'Administrator' };

function check(options: Readonly<Record<string, unknown>>): readonly string[] {
  return communicatorRules
    .flatMap((rule) => rule(options, () => here, String))
    .map(({ code, detail, hint }) => `${code} ${detail} ${hint ?? ''}`);
}

test.each([
  [ssh],
  [winrm],
  [{ communicator: 'none' }],
  [{ ...ssh, ssh_port: 1, ssh_bastion_port: 65_535, ssh_proxy_port: 1080 }],
  [{ ...ssh, ssh_private_key_file: 'key', ssh_private_key_passphrase: new Secret('x') }],
  [{ ...ssh, ssh_bastion_private_key_file: 'key', ssh_bastion_private_key_passphrase: 'x' }],
])('%j is right', (options) => {
  expect(check(options)).toEqual([]);
});

test.each(['ssh_port', 'ssh_bastion_port', 'ssh_proxy_port', 'winrm_port'])('%s is a port', (field) => {
  for (const port of [0, -1, 1.5, 65_536])
    expect(check({ ...ssh, [field]: port })).toEqual([
      `SDK009 ${field} is ${port}; ports are whole numbers from 1 to 65535. Leave it out for the usual one.`,
    ]);
});

test.each(['ssh_timeout', 'winrm_timeout'])('%s is no time that is over', (field) => {
  expect(check({ ...ssh, [field]: -3000 })[0]).toMatch(`SDK009 ${field} is -3s`);
});

test('a passphrase goes with a key', () => {
  expect(check({ ...ssh, ssh_private_key_passphrase: new Secret('hunter2') })).toEqual([
    expect.stringMatching(/^SDK006 `ssh_private_key_passphrase` .* `ssh_private_key_file`/),
  ]);
  expect(check({ ...ssh, ssh_bastion_private_key_passphrase: 'hunter2' })).toEqual([
    expect.stringMatching(/^SDK006 `ssh_bastion_private_key_passphrase` .* `ssh_bastion_private_key_file`/),
  ]);
});

test.each([
  ['ssh', 'ssh_username', '"root"'],
  ['winrm', 'winrm_username', '"Administrator"'],
])('%s needs somebody to log in as', (communicator, field, name) => {
  const problems = communicatorRules.flatMap((rule) =>
    rule(
      { communicator },
      () => here,
      (option, value) => `${option} = ${value}`,
    ),
  );
  expect(problems).toMatchObject([{ code: 'SDK006', hint: expect.stringContaining(`${field} = ${name}`) }]);
});
