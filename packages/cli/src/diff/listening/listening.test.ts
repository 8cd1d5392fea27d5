import type { ComparedImage, ImageEntry } from '@strata/layers/contents';
import { compareListening, wantsListening } from './compare';

const link: ImageEntry = {
  ...{ type: 'symlink', mode: 0o777, uid: 0, gid: 0, size: 0, layer: 0, source: '' },
  target: '/lib/x',
};

/** An image with these files, and these units started. */
function image(files: Readonly<Record<string, string>>, started: readonly string[] = []): ComparedImage {
  const links = started.map((unit) => [`etc/systemd/system/x.target.wants/${unit}`, link] as const);
  return {
    entries: new Map(links),
    files: {
      list: () => Object.keys(files).filter(wantsListening).sort(),
      read: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])),
    },
  };
}

function find(files: Readonly<Record<string, string>>, started?: readonly string[]): readonly string[] {
  const found = compareListening(image({}), image(files, started));
  return found.map(({ protocol, port, address, by }) =>
    [protocol, port, address, by].filter(Boolean).join(' '),
  );
}

const sshd = 'etc/ssh/sshd_config';

test.each<[string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
  ['sshd by itself', { [sshd]: '#Port 23\n' }, ['ssh.service'], ['tcp 22 sshd']],
  ['sshd that nobody starts', { [sshd]: 'Port 23' }, [], []],
  [
    'ports and addresses of sshd',
    {
      [sshd]: 'ListenAddress 10.0.0.1\nListenAddress 10.0.0.2:99',
      'etc/ssh/sshd_config.d/a.conf': 'port 2222',
    },
    ['sshd.service'],
    ['tcp 99 10.0.0.2 sshd', 'tcp 2222 10.0.0.1 sshd'],
  ],
  [
    'sockets',
    {
      'usr/lib/systemd/system/a.socket':
        'ListenStream=/run/a\nListenStream=0.0.0.0:80\nListenStream=[::1]:81\nListenDatagram=53',
      'usr/lib/systemd/system/idle.socket': 'ListenStream=1234',
    },
    ['a.socket'],
    ['udp 53 a.socket', 'tcp 80 a.socket', 'tcp 81 [::1] a.socket'],
  ],
  [
    'command lines and environments of services',
    {
      'etc/systemd/system/a.service':
        'ExecStart=/usr/bin/podman run -p 127.0.0.1:8080:80 --publish 53:53/udp x\nEnvironment=HTTP_PORT=3000',
      'etc/systemd/system/b.service.d/x.conf': 'ExecStart=/b --web.listen-address=:9100',
    },
    ['a.service', 'b.service'],
    ['udp 53 a.service', 'tcp 3000 a.service', 'tcp 8080 127.0.0.1 a.service', 'tcp 9100 b.service'],
  ],
  [
    'apache',
    { 'etc/apache2/ports.conf': 'Listen 80\n  Listen 127.0.0.1:8000 https' },
    [],
    ['tcp 80 apache', 'tcp 8000 127.0.0.1 apache'],
  ],
  [
    'nginx',
    { 'etc/nginx/conf.d/a.conf': 'server {\n listen [::]:443 ssl;\n listen unix:/run/x;\n}' },
    [],
    ['tcp 443 nginx'],
  ],
  [
    'tomcat',
    { 'opt/tomcat/conf/server.xml': '<Connector port="8080" protocol="HTTP/1.1"' },
    [],
    ['tcp 8080 tomcat'],
  ],
  [
    'rsyslog',
    {
      'etc/rsyslog.d/in.conf':
        'input(type="imudp" port="514")\n$InputTCPServerRun 601\n*.* action(type="omfwd" port="6514")',
    },
    [],
    ['udp 514 rsyslog', 'tcp 601 rsyslog'],
  ],
  ['podman', { 'etc/containers/systemd/a.container': 'PublishPort=8443:443' }, [], ['tcp 8443 podman']],
  [
    'exporters of Prometheus, their own and one that their arguments say',
    { 'etc/default/prometheus-node-exporter': 'ARGS="--web.listen-address=127.0.0.1:9200"' },
    ['prometheus-node-exporter.service', 'prometheus-apache-exporter.service'],
    ['tcp 9117 prometheus-apache-exporter', 'tcp 9200 127.0.0.1 prometheus-node-exporter'],
  ],
  [
    'an exporter whose unit says it',
    {
      'etc/systemd/system/prometheus-node-exporter.service.d/a.conf':
        'ExecStart=/usr/bin/prometheus-node-exporter --web.listen-address=:9200',
    },
    ['prometheus-node-exporter.service'],
    ['tcp 9200 prometheus-node-exporter.service'],
  ],
  ['an exporter that nobody starts', { 'etc/default/prometheus-node-exporter': 'ARGS=""' }, [], []],
  ['environment files', { 'etc/webapp/api.env': 'PORT=8081\nREPORT=1' }, [], ['tcp 8081 api']],
])('ports of %s', (_title, files, started, expected) => {
  expect(find(files, started)).toEqual(expected);
});

test('a port that both name is no change, wherever it is said', () => {
  const before = image({ 'etc/nginx/nginx.conf': 'listen 80;' });
  const after = image({ 'etc/apache2/ports.conf': 'Listen 80' });
  expect(compareListening(before, after)).toEqual([]);
  expect(compareListening(before, image({}))).toMatchObject([{ kind: 'removed', port: 80 }]);
});
