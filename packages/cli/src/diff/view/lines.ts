import type { ImageEntry } from '@strata/layers/contents';
import type {
  AccountChange,
  FileChange,
  ImageDifference,
  ListeningChange,
  PackageChange,
  UnitChange,
} from '../difference';

/** One change for people: a sign, what it is about, and what became of it. */
export interface ChangeLine {
  readonly sign: '+' | '-' | '~';
  readonly what: string;
  readonly how: string;
}

/** Changes of one kind. */
export interface Section {
  readonly title: string;
  readonly lines: readonly ChangeLine[];
  /** What is not among the lines, in words. */
  readonly left?: string;
}

/** Everything that is told of a difference, in the order in which people ask. Sections without a change are left out. */
export function listSections(
  difference: ImageDifference,
  { all }: { readonly all: boolean },
): readonly Section[] {
  const sections: readonly Section[] = [
    { title: 'Packages', lines: difference.packages.map(describePackage) },
    { title: 'Units', lines: difference.units.filter((unit) => all || isNews(unit)).map(describeUnit) },
    { title: 'Users and groups', lines: difference.accounts.map(describeAccount) },
    { title: 'Listening, as far as files say', lines: difference.listening.map(describeListening) },
    {
      title: 'Listening, in the machines of their tests',
      lines: (difference.machines ?? []).map(({ kind, socket }) => ({
        sign: signs[kind],
        what: socket,
        how: '',
      })),
    },
    listFiles(difference.files, all),
  ];
  return sections.filter(({ lines, left }) => lines.length > 0 || left !== undefined);
}

/** A unit that came with a package and does nothing by itself is no news. */
function isNews({ before, after }: UnitChange): boolean {
  const quiet: readonly string[] = ['absent', 'idle'];
  return !quiet.includes(before) || !quiet.includes(after);
}

function listFiles(files: readonly FileChange[], all: boolean): Section {
  const shown = files.filter(({ origin }) => all || origin === 'own');
  const count = (origin: FileChange['origin']) => files.filter((file) => file.origin === origin).length;
  const left = [
    ...(count('package') > 0 ? [`${count('package')} of packages`] : []),
    ...(count('noise') > 0 ? [`${count('noise')} that are made anew, or are folders of others`] : []),
  ];
  return {
    title: 'Files',
    lines: all ? shown.map(describeFile) : foldFiles(shown),
    ...(!all && left.length > 0 && { left: left.join(', ') }),
  };
}

/** Folders of which so many files came or went are one line. */
const foldedFrom = 5;
/** Names of a path that make out its folder. */
const foldedDepth = 3;

function foldFiles(files: readonly FileChange[]): readonly ChangeLine[] {
  const groups = new Map<string, FileChange[]>();
  for (const file of files) {
    const names = file.path.split('/');
    const folder = names.slice(0, Math.min(foldedDepth, names.length - 1)).join('/');
    const key = file.kind === 'changed' ? file.path : `${file.kind} ${folder}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined || group.length < foldedFrom) return group.map(describeFile);
    return [{ sign: signs[first.kind], what: `${key.replace(/^\w+ /, '')}/`, how: `${group.length} files` }];
  });
}

const signs = { added: '+', removed: '-', changed: '~', upgraded: '~', downgraded: '~' } as const;

function describePackage({ kind, name, inside, before, after }: PackageChange): ChangeLine {
  const what = inside === undefined ? name : `${name} (in ${inside})`;
  const how =
    before !== undefined && after !== undefined ? `${before}, ${kind} to ${after}` : (before ?? after ?? '');
  return { sign: signs[kind], what, how };
}

function describeUnit({ unit, before, after }: UnitChange): ChangeLine {
  if (before === 'absent') return { sign: '+', what: unit, how: after };
  if (after === 'absent') return { sign: '-', what: unit, how: before };
  return { sign: '~', what: unit, how: `${before}, now ${after}` };
}

function describeAccount({ account, name, kind, details }: AccountChange): ChangeLine {
  return { sign: signs[kind], what: `${account} ${name}`, how: details.join('; ') };
}

function describeListening({ kind, protocol, port, address, by, file }: ListeningChange): ChangeLine {
  const place = address === undefined ? '' : ` on ${address}`;
  return { sign: signs[kind], what: `${protocol} ${port}${place}`, how: `${by} (${file})` };
}

function describeFile({ kind, path, aspects, before, after }: FileChange): ChangeLine {
  const details = aspects.map((aspect) => {
    const show = showAspect[aspect];
    return show && before && after ? `${aspect}: ${show(before)}, now ${show(after)}` : aspect;
  });
  const how = kind === 'changed' ? details.join('; ') : describeRights(after ?? before);
  return { sign: signs[kind], what: path, how };
}

const octal = 8;

type Show = (entry: ImageEntry) => string;

const showAspect: Readonly<Record<string, Show>> = {
  type: ({ type }) => type,
  target: ({ target = '' }) => target,
  mode: ({ mode }) => mode.toString(octal).padStart(4, '0'),
  owner: ({ uid, gid }) => `${uid}:${gid}`,
};

/** Bits that let a program act as somebody else. */
const setId = 0o6000;

/** Of files that came or went only what somebody should know. */
function describeRights(entry: ImageEntry | undefined): string {
  if (!entry) return '';
  const { mode, type, target, attributes } = entry;
  return [
    ...(type === 'symlink' ? [`to ${target}`] : []),
    ...(type === 'file' && (mode & setId) !== 0 ? [`set-id, mode ${mode.toString(octal)}`] : []),
    ...(attributes?.['security.capability'] ? ['capability'] : []),
  ].join('; ');
}
