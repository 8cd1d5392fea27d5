import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const aptFolder = '/etc/apt';

function readSources(): string {
  try {
    const lists = readdirSync(join(aptFolder, 'sources.list.d')).map((name) => `sources.list.d/${name}`);
    return [...lists, 'sources.list'].map((name) => read(join(aptFolder, name))).join('\n');
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readRegistry(): string {
  try {
    return execFileSync('npm', ['config', 'get', 'registry'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

/** Hosts that this machine installs from. They are written into no file: each machine has its own. */
export function getMachineHosts(): readonly string[] {
  const urls = `${readSources()}\n${readRegistry()}`.matchAll(/https?:\/\/(?:[^@/\s]*@)?([^/:\s]+)/g);
  const hosts = Array.from(urls, ([, host]) => host as string);
  return [...new Set(hosts)].filter((host) => host !== 'localhost' && !host.startsWith('127.'));
}

/** Well-known mirrors and registries, and folders that only one machine has. Spelt so that no pattern matches itself. */
const forbidden = [
  /\b(?:deb|security|snapshot|archive|ftp\.\w+|cdn-aws)[.]debian[.]org\b/,
  /\b(?:[a-z]+\.)?archive[.]ubuntu[.]com\b/,
  /\bregistry[.](?:npmjs|yarnpkg)[.](?:org|com)\b/,
  /(?<![\w.])[/]work[/](?:main|shared|[.]\w+)/,
  /(?<![\w.])[/]home[/](?!me|user|linuxbrew)\w+[/]/,
];

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds names of hosts and folders in a text that would not be the same on another machine. */
export function findPlaces(
  text: string,
  hosts: readonly string[],
): readonly { place: string; line: number }[] {
  const patterns = [
    ...forbidden,
    ...hosts.map((host) => new RegExp(`(?<![\\w.-])${escapePattern(host)}(?![\\w-])`)),
  ];
  return text.split('\n').flatMap((line, index) =>
    patterns.flatMap((pattern) => {
      const found = pattern.exec(line);
      return found ? [{ place: found[0], line: index + 1 }] : [];
    }),
  );
}
