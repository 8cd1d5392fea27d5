import type { ImageContents } from '../../contents/find-contents';
import type { Package } from '../../contents/package';
import { type Finding, parseSeverity } from '../finding';
import type { Scanner } from './scanner';

/**
 * Debian's own, which is given the list of packages in dpkg's form. It prints lines like
 * `CVE-2022-1304 e2fsprogs (fixed, low urgency)`, and not which version is the fixed one. Source: debsecan(1).
 */
export const debsecan: Scanner = {
  name: 'debsecan',
  refuse: ({ os }) =>
    os?.id === 'debian' && os.codename !== undefined
      ? undefined
      : `it knows Debian alone, and the image is ${os?.title ?? 'of no distribution that it names'}`,
  input: { file: 'status', write: ({ contents }) => listDebs(contents).map(writeStanza).join('\n') },
  getArguments: (path, { os }) => ['--suite', os?.codename ?? '', '--status', path, '--format', 'summary'],
  parse: (report, contents) => {
    const versions = new Map(listDebs(contents).map(({ name, version }) => [name, version]));
    const lines = report.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => parseLine(line, versions));
  },
};

function listDebs({ packages }: ImageContents): readonly Package[] {
  // Of one release only; what containers in the image have may be of another.
  return packages.filter(({ ecosystem, inside }) => ecosystem === 'deb' && !inside);
}

function writeStanza({ name, version, architecture = 'all', source }: Package): string {
  const from = source === undefined ? '' : `Source: ${source.name} (${source.version})\n`;
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture}\n${from}Version: ${version}\n`;
}

function parseLine(line: string, versions: ReadonlyMap<string, string>): Finding {
  const parts = /^(\S+) (\S+)(?: \((.*)\))?$/.exec(line.trim());
  const version = versions.get(parts?.[2] ?? '');
  if (!parts || version === undefined)
    throw new TypeError(`${JSON.stringify(line)} names no package of the image`);
  const notes = (parts[3] ?? '').split(', ');
  const urgency = notes.find((note) => note.endsWith(' urgency'));
  return {
    id: parts[1] as string,
    package: parts[2] as string,
    version,
    ...(notes.includes('fixed') && { fixedVersion: 'a newer version of the same release' }),
    severity: parseSeverity(urgency?.replace(' urgency', '')),
    sources: ['debsecan'],
  };
}
