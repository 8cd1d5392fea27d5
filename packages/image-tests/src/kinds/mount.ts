import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';

const TABLE = 'field table\ncat /proc/self/mountinfo 2>/dev/null';

export const mountKind: Kind = {
  label: 'Mount',
  subject: 'mountpoint',
  settings: { mountpoint: 'text', timeout: 'number' },
  attributes: {
    exists: 'value',
    opts: 'value',
    'vfs-opts': 'value',
    source: 'value',
    filesystem: 'value',
    usage: 'value',
  },
  required: ['exists'],
  gate: 'exists',
  getQuestions: (check) => ({
    mounts: TABLE,
    ...(check.expectations.some(({ attribute }) => attribute === 'usage') && {
      space: `field space\ndf -P ${quoteWord(getSubject(mountKind, check))} 2>/dev/null`,
    }),
  }),
  getFindings: (check, { mounts, space }) => {
    const point = getSubject(mountKind, check);
    // The last one lies over those before it.
    const mount = getMounts(getField(mounts, 'table')).findLast((each) => each.point === point);
    const known = (found: string | readonly string[] | undefined) =>
      found === undefined ? unknown('Nothing is mounted there.') : value(found);
    return {
      exists: value(mount !== undefined),
      opts: known(mount?.options),
      'vfs-opts': known(mount?.superOptions),
      source: known(mount?.source),
      filesystem: known(mount?.type),
      usage: getUsage(getField(space, 'space')),
    };
  },
};

interface Mount {
  readonly point: string;
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  readonly superOptions: readonly string[];
}

/** proc_pid_mountinfo(5): `id parent device root point options optional… - type source options`. */
export function getMounts(table: string): readonly Mount[] {
  return table
    .split('\n')
    .filter((line) => line.includes(' - '))
    .map((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const [, , , , point = '', options = ''] = before.split(' ');
      const [type = '', source = '', superOptions = ''] = after.split(' ');
      return {
        point: unescapeName(point),
        options: [...new Set(options.split(','))],
        type,
        source: unescapeName(source),
        superOptions: superOptions.split(','),
      };
    });
}

/** Blanks and the like stand as `\040`. */
function unescapeName(name: string): string {
  return name.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Percent of the blocks that hold something: goss counts those that only root may use as free, which `df` does not. */
function getUsage(table: string) {
  const [, blocks, used] = /\s(\d+)\s+(\d+)\s+-?\d+\s+\d+%/.exec(table) ?? [];
  return blocks === undefined || blocks === '0'
    ? unknown('The guest does not say how full it is.')
    : value(Math.round((Number(used) / Number(blocks)) * 100));
}
