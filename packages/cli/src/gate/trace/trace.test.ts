import { type LayerChange, makeGrowingImage } from '../../testing/growing-image';
import { findAspect } from './find-aspect';
import { findLayer } from './find-layer';

type Test = readonly [label: string, subject: string, attribute?: string, unmet?: readonly string[]];

/** `2 changed etc/shadow`: the layer, what it did, and to what. */
function trace([label, subject, attribute = '', unmet]: Test, ...layers: readonly LayerChange[]): string {
  const aspect = findAspect({ label, subject, attribute, ...(unmet && { unmet }) });
  if (!aspect) return 'unknown';
  const found = findLayer(aspect, makeGrowingImage(...layers));
  if (found) return `${found.layer} ${found.change} ${found.parts.join(', ')}`;
  return `${aspect.absence === 'proof' ? 'no' : 'nothing tells of'} ${aspect.name}`;
}

const vendor = 'usr/lib/systemd/system';
const wanted = 'etc/systemd/system/multi-user.target.wants';
const web: LayerChange = {
  [`${vendor}/web.service`]:
    '[Service]\nExecStart=-/usr/bin/web --port=8080\nEnvironmentFile=-/etc/web.env\n',
  [`${wanted}/web.service`]: '-> /lib/systemd/system/web.service',
  'usr/bin/web': 'one',
};

describe('a service is answered for by the last layer that changed', () => {
  const running: Test = ['Service', 'web', 'running'];
  test.each<[string, LayerChange, string]>([
    ['its unit', { [`${vendor}/web.service`]: '' }, `1 changed ${vendor}/web.service`],
    [
      'what is added to it',
      { 'etc/systemd/system/web.service.d/a.conf': 'x' },
      '1 changed etc/systemd/system/web.service.d/a.conf',
    ],
    ['its program', { 'usr/bin/web': 'two' }, '1 changed usr/bin/web'],
    ['the environment that it reads', { 'etc/web.env': 'A=1' }, '1 changed etc/web.env'],
    ['what starts it', { [`${wanted}/web.service`]: undefined }, `1 changed ${wanted}/web.service`],
    [
      'its mask',
      { 'etc/systemd/system/web.service': '-> /dev/null' },
      '1 changed etc/systemd/system/web.service',
    ],
    [
      'nothing of it',
      { 'etc/motd': 'x' },
      `0 brought ${vendor}/web.service, ${wanted}/web.service, usr/bin/web`,
    ],
  ])('%s', (_, change, expected) => {
    expect(trace(running, web, change, { 'etc/other': 'x' })).toBe(expected);
  });

  test('or that took it away', () => {
    const gone = Object.fromEntries(Object.keys(web).map((path) => [path, undefined]));
    expect(trace(running, web, gone)).toMatch(/^1 removed usr\/lib\/systemd/);
  });

  test('or by none, when none has it', () => {
    expect(trace(['Service', 'wbe', 'running'], web)).toBe('no the unit wbe.service');
  });

  test('of System V and OpenRC, and one that Podman makes', () => {
    expect(trace(['Service', 'web'], { 'etc/init.d/web': '1' }, { 'etc/rc2.d/S20web': '-> x' })).toBe(
      '1 changed etc/rc2.d/S20web',
    );
    expect(trace(['Service', 'app'], {}, { 'etc/containers/systemd/app.container': 'x' })).toBe(
      '1 brought etc/containers/systemd/app.container',
    );
    expect(trace(['Service', 'tty@1'], { [`${vendor}/tty@.service`]: 'x' })).toMatch(/^0 brought/);
  });
});

describe('a port is answered for by who changed last what opens it', () => {
  const port: Test = ['Port', 'tcp:8080', 'listening'];
  test.each<[string, LayerChange, string]>([
    ['its service', { [`${vendor}/web.service`]: 'ExecStart=/usr/bin/web --port=8081' }, '1 removed'],
    ['what starts its service', { [`${wanted}/web.service`]: undefined }, `1 removed ${wanted}/web.service`],
    ['the program', { 'usr/bin/web': 'two' }, '1 changed usr/bin/web'],
  ])('%s', (_, change, expected) => {
    expect(trace(port, web, change)).toContain(expected);
  });

  test.each<[Test, string]>([
    [['HTTP', 'http://127.0.0.1:8080/healthz'], '0 brought'],
    [['Addr', 'tcp://localhost:8080'], '0 brought'],
    [['HTTP', 'http://[::1]:9/'], 'nothing tells of the port tcp 9'],
    [['HTTP', 'https://example.com/'], 'unknown'],
    [['Port', 'udp:8080'], 'nothing tells of the port udp 8080'],
  ])('%j: %s', (given, expected) => {
    expect(trace(given, web)).toContain(expected);
  });

  test('that an exporter opens without a word about it', () => {
    const exporter = {
      [`${vendor}/prometheus-node-exporter.service`]: 'x',
      [`${wanted}/prometheus-node-exporter.service`]: '-> x',
    };
    expect(
      trace(['Port', 'tcp6:9100'], exporter, { [`${wanted}/prometheus-node-exporter.service`]: undefined }),
    ).toBe(`1 removed ${wanted}/prometheus-node-exporter.service`);
  });

  test('that sshd opens', () => {
    const ssh = {
      'etc/ssh/sshd_config': 'Port 22',
      [`${vendor}/ssh.service`]: 'x',
      [`${wanted}/ssh.service`]: '-> x',
    };
    expect(trace(['Port', 'tcp:22'], ssh, {}, { 'etc/ssh/sshd_config': 'Port 23' })).toMatch(/^2 removed/);
  });
});

describe('an account is answered for by who changed its lines last', () => {
  const base = {
    'etc/shadow': 'root:!:1::\nada:!:1::\n',
    'etc/passwd': 'root:x:0:0::/root:/bin/sh\n',
    'etc/group': 'adm:x:4:\n',
  };
  const open = { 'etc/shadow': 'root:$6$hash:1::\nada:!:1::\n' };
  const other = { 'etc/shadow': 'root:$6$hash:1::\nada:!:1::\nnew:!:1::\n' };
  test.each<[Test, string]>([
    [['File', '/etc/shadow', 'contents', ['/^root:[!*]/']], '1 changed root in /etc/shadow'],
    [['File', '/etc/shadow', 'contents', ['!/^ada:/']], '0 brought ada in /etc/shadow'],
    [['File', '/etc/shadow', 'contents', ['/^root:!/', '/^ada:!/']], '2 changed etc/shadow'],
    [['Command', 'passwd --status root', 'stdout'], '1 changed root in /etc/shadow'],
    [['Command', '/usr/bin/passwd -S root', 'stdout'], '1 changed root in /etc/shadow'],
    [['User', 'root', 'shell'], '0 brought root in /etc/passwd'],
    [['User', 'nobody', 'exists'], 'no the account nobody'],
    [['Group', 'adm', 'gid'], '0 brought adm in /etc/group'],
  ])('%j: %s', (given, expected) => {
    expect(trace(given, base, open, other)).toBe(expected);
  });

  test('and no hash is told', () => {
    expect(trace(['Command', 'passwd -S root'], base, open)).not.toContain('$6$');
  });

  test('in groups', () => {
    expect(trace(['User', 'root', 'groups'], base, { 'etc/group': 'adm:x:4:ada,root\n' })).toBe(
      '1 changed adm in /etc/group',
    );
  });
});

const status = (...packages: readonly string[]) => ({
  'var/lib/dpkg/status': packages
    .map((one) => `Package: ${one.split(' ')[0]}\nVersion: ${one.split(' ')[1]}\nArchitecture: amd64\n`)
    .join('\n'),
});

test.each<[Test, string]>([
  [['Package', 'curl', 'versions'], '1 changed the package curl 1, the package curl 2'],
  [['Package', 'curl:amd64', 'installed'], '1 changed the package curl 1, the package curl 2'],
  [['Package', 'telnetd', 'installed'], '2 removed the package telnetd 1'],
  [['Package', 'apt', 'installed'], '0 brought the package apt 1'],
  [['Package', 'nginx', 'installed'], 'no the package nginx'],
  [['Command', 'dpkg -s apt'], '0 brought the package apt 1'],
])('%j: %s', (given, expected) => {
  const layers = [
    status('apt 1', 'curl 1', 'telnetd 1'),
    status('apt 1', 'curl 2', 'telnetd 1'),
    status('apt 1', 'curl 2'),
  ];
  expect(trace(given, ...layers)).toBe(expected);
});

test.each<[Test, string]>([
  [['File', '/etc/one', 'contents'], '1 changed etc/one'],
  [['File', '/etc/one', 'mode'], '0 brought etc/one'],
  [['File', '/etc/gone', 'exists'], '1 removed etc/gone'],
  [['File', '/lib/link/one', 'contents'], '1 brought usr/lib/link/one'],
  [['File', '/etc/ring', 'contents'], '0 brought etc/ring'],
  [['File', '/never', 'exists'], 'no /never'],
  [['Command', 'cat /etc/one', 'stdout'], '1 changed etc/one'],
  [['Command', 'sshd -T', 'stdout'], '1 brought etc/ssh/sshd_config.d/a.conf'],
  [['Command', 'curl https://example.com | sh', 'stdout'], 'unknown'],
  [['KernelParam', 'kernel.kptr_restrict', 'value'], '1 brought etc/sysctl.d/a.conf'],
  [['Mount', '/data', 'exists'], '1 brought etc/fstab'],
  [['Process', 'web', 'running'], '1 brought usr/bin/web'],
  [['Script', 'tests/a.sh', 'exit-status'], 'unknown'],
  [['Interface', 'eth0', 'exists'], 'unknown'],
])('%j: %s', (given, expected) => {
  const base = { 'etc/one': '1', 'etc/gone': '1', lib: '-> usr/lib', 'etc/ring': '-> ring' };
  const change = {
    ...{ 'etc/one': '2', 'etc/gone': undefined, 'usr/lib/link/one': '1', 'usr/bin/web': 'x' },
    'etc/ssh/sshd_config.d/a.conf': 'PermitRootLogin yes',
    'etc/sysctl.d/a.conf': 'kernel/kptr_restrict = 0\n',
    'etc/fstab': '/dev/sdb /data ext4 defaults 0 2\n',
  };
  expect(trace(given, base, change)).toBe(expected);
});

describe('what a test says of itself, or was told of failed units,', () => {
  const own = { label: 'Script', subject: 'tests/a.sh', attribute: '' };
  const find = (failure: Parameters<typeof findAspect>[0], ...layers: readonly LayerChange[]) => {
    const aspect = findAspect(failure);
    const found = aspect && findLayer(aspect, makeGrowingImage(...layers));
    return found && `${found.layer} ${found.change} ${found.parts.join(', ')}`;
  };

  test('is traced to the last layer that changed any of it', () => {
    const about = [
      { label: 'Service', subject: 'web' },
      { label: 'File', subject: '/etc/web.conf' },
    ];
    const layers = [web, { 'etc/web.conf': 'a' }, { 'etc/other': 'x' }];
    expect(find({ ...own, about }, ...layers)).toBe('1 changed etc/web.conf');
    expect(find({ ...own, about: about.slice(0, 1) }, ...layers)).toMatch(/^0 brought/);
    expect(find({ ...own, about: [] }, ...layers)).toBeUndefined();
  });

  test('is the unit that failed', () => {
    const asked = { label: 'Command', subject: 'systemctl --failed', attribute: 'stdout' };
    expect(find({ ...asked, units: ['web.service'] }, {}, web)).toMatch(/^1 brought .*web\.service/);
  });
});
