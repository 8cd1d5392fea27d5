import type { ImageDifference } from '../difference';
import { formatDifferencePage } from './html';
import { formatDifference } from './text';

const nothing: ImageDifference = {
  ...{ before: 'golden', after: '<web>', packages: [], units: [], accounts: [], listening: [], files: [] },
};

const entry = { type: 'file', mode: 0o644, uid: 0, gid: 0, size: 1, layer: 0, source: '' } as const;

const difference: ImageDifference = {
  ...nothing,
  packages: [{ kind: 'upgraded', ecosystem: 'deb', name: 'openssl', before: '1', after: '2' }],
  units: [
    { unit: 'ssh.service', before: 'enabled', after: 'masked' },
    { unit: 'quiet.service', before: 'absent', after: 'idle' },
  ],
  listening: [{ kind: 'added', protocol: 'tcp', port: 80, by: 'nginx', file: 'etc/nginx/nginx.conf' }],
  machines: [{ kind: 'added', socket: 'tcp 0.0.0.0:80' }],
  files: [
    {
      ...{ path: 'usr/bin/su', kind: 'changed', aspects: ['mode', 'content'], origin: 'own' },
      ...{ before: entry, after: { ...entry, mode: 0o4755 } },
    },
    { path: 'usr/bin/openssl', kind: 'changed', aspects: ['content'], origin: 'package' },
    ...['a', 'b', 'c', 'd', 'e'].map((name) => ({
      ...({ path: `srv/app/data/${name}`, kind: 'added', aspects: [], origin: 'own' } as const),
    })),
  ],
};

test('by default what matters is told, and what is left out is counted', () => {
  expect(formatDifference(difference, { all: false })).toBe(`golden, then <web>

Packages (1 changed)
  ~ openssl  1, upgraded to 2

Units (1 changed)
  ~ ssh.service  enabled, now masked

Listening, as far as files say (1 added)
  + tcp 80  nginx (etc/nginx/nginx.conf)

Listening, in the machines of their tests (1 added)
  + tcp 0.0.0.0:80

Files (1 added, 1 changed)
  ~ usr/bin/su     mode: 0644, now 4755; content
  + srv/app/data/  5 files
    not shown: 1 of packages (-all)
`);
});

test('all of it on request', () => {
  const text = formatDifference(difference, { all: true });
  for (const word of ['quiet.service', 'usr/bin/openssl', 'srv/app/data/e']) expect(text).toContain(word);
  expect(text).not.toContain('not shown');
});

test('nothing is told as nothing', () => {
  expect(formatDifference(nothing, { all: false })).toBe('golden, then <web>\n\nNothing differs.\n');
});

test('the page has everything, and no text of anybody is markup', () => {
  const page = formatDifferencePage(difference);
  expect(page).toContain('<h1>golden, then &lt;web&gt;</h1>');
  for (const word of ['quiet.service', 'usr/bin/openssl', 'srv/app/data/e']) expect(page).toContain(word);
  expect(page).not.toMatch(/<script|https?:/);
});
