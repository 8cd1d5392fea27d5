import { type OptionRule, reveal, Secret, where } from '@strata/sdk';
import { problem } from '../codes';
import { parseBootCommand, parseBootSteps } from './boot-command/parse';
import { getSize } from './disks/size';
import { parseChecksum } from './iso/checksum';

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Options that contradict each other: the second does not hold with the first. */
function excludes(first: string, second: string, reason: string): OptionRule {
  return (options, at) => {
    if (!isGiven(options[first]) || !isGiven(options[second])) return [];
    return [problem('BLD003', { detail: reason, hint: 'Take one of them out.', ...where(at(second)) })];
  };
}

const needsStart: OptionRule = (options, at, write) => {
  if (isGiven(options['iso_url']) || isGiven(options['iso_urls'])) return [];
  return [
    problem('BLD004', {
      detail: 'Nothing says what the machine starts from: neither `iso_url` nor `iso_urls` is given.',
      hint: `Write ${write('iso_url', '"https://…/debian.iso"')}; a disk serves as well, with ${write('disk_image', 'true')}.`,
      ...where(at()),
    }),
  ];
};

const needsChecksum: OptionRule = (options, at, write) => {
  const { iso_checksum: given } = options;
  if (isGiven(options['iso_skip_cache'])) return [];
  if (!isGiven(given))
    return [
      problem('BLD004', {
        detail: 'Nothing says what the download must be: `iso_checksum` is not given.',
        hint: `Write ${write('iso_checksum', '"sha256:…"')}, or ${write('iso_checksum', '"none"')} to take whatever comes.`,
        ...where(at()),
      }),
    ];
  if (typeof given !== 'string') return [];
  return parseChecksum(given).diagnostics.map((each) => ({ ...each, ...where(at('iso_checksum')) }));
};

const sizes: OptionRule = (options, at, write) =>
  ['disk_size', 'disk_additional_size'].flatMap((name) =>
    [options[name] ?? []]
      .flat()
      .filter((size) => typeof size === 'string' && getSize(size) === undefined)
      .map((size) =>
        problem('BLD022', {
          detail: `\`${name}\` holds "${size}", which is no size: digits and one of b, k, m, g, t.`,
          hint: `Write ${write(name, name === 'disk_size' ? '"20G"' : '["20G"]')}.`,
          ...where(at(name)),
        }),
      ),
  );

const backingFile: OptionRule = (options, at, write) => {
  if (!isGiven(options['use_backing_file'])) return [];
  const isRight = isGiven(options['disk_image']) && (options['format'] ?? 'qcow2') === 'qcow2';
  if (isRight) return [];
  return [
    problem('BLD003', {
      detail: '`use_backing_file` is for a qcow2 disk that starts from another disk.',
      hint: `Write ${write('disk_image', 'true')} and ${write('format', '"qcow2"')}, or take it out.`,
      ...where(at('use_backing_file')),
    }),
  ];
};

const resizes: OptionRule = (options, at, write) => {
  if (!isGiven(options['skip_resize_disk']) || isGiven(options['disk_image'])) return [];
  return [
    problem('BLD003', {
      detail: '`skip_resize_disk` leaves a disk that was given at its size, but none is given.',
      hint: `Write ${write('disk_image', 'true')}, or take it out.`,
      ...where(at('skip_resize_disk')),
    }),
  ];
};

const compresses: OptionRule = (options, at, write) => {
  if (!isGiven(options['disk_compression']) || (options['format'] ?? 'qcow2') === 'qcow2') return [];
  return [
    problem('BLD003', {
      severity: 'warning',
      detail: '`disk_compression` has no effect on a raw disk.',
      hint: `Take it out, or write ${write('format', '"qcow2"')}.`,
      ...where(at('disk_compression')),
    }),
  ];
};

const HIGHEST_PORT = 65_535;
/** Ports of VNC are displays counted from here. */
const FIRST_VNC_PORT = 5900;

function portRange(name: string, lowest: number, defaults: readonly [number, number]): OptionRule {
  const [min, max] = [`${name}_min`, `${name}_max`];
  return (options, at, write) => {
    const low = Number(options[min] ?? defaults[0]);
    const high = Number(options[max] ?? defaults[1]);
    if (low >= lowest && low <= high && high <= HIGHEST_PORT) return [];
    return [
      problem('BLD022', {
        detail: `\`${min}\` is ${low} and \`${max}\` is ${high}; the range must lie between ${lowest} and ${HIGHEST_PORT} and begin before it ends.`,
        hint: `Write ${write(min, String(defaults[0]))} and ${write(max, String(defaults[1]))}.`,
        ...where(at(options[min] === undefined ? max : min)),
      }),
    ];
  };
}

const counts: OptionRule = (options, at, write) =>
  ['cpus', 'sockets', 'cores', 'threads']
    .filter((name) => options[name] !== undefined && !(Number(options[name]) >= 0))
    .map((name) =>
      problem('BLD022', {
        detail: `\`${name}\` is ${options[name]}; it must be a positive number.`,
        hint: `Write ${write(name, '1')}.`,
        ...where(at(name)),
      }),
    );

/** Of VNC's own authentication. */
const LONGEST_PASSWORD = 8;

const vncPassword: OptionRule = (options, at) => {
  const { vnc_password: given } = options;
  const text = typeof given === 'string' || given instanceof Secret ? reveal(given) : '';
  if (text.length <= LONGEST_PASSWORD) return [];
  return [
    problem('BLD022', {
      detail: `\`vnc_password\` has ${text.length} characters; VNC takes ${LONGEST_PASSWORD} at most.`,
      hint: 'Shorten it, or leave it out: one is drawn.',
      ...where(at('vnc_password')),
    }),
  ];
};

const pairs: OptionRule = (options, at, write) => {
  const { qemuargs } = options;
  if (!Array.isArray(qemuargs)) return [];
  return qemuargs
    .filter((row: unknown) => !Array.isArray(row) || typeof row[0] !== 'string' || !row[0].startsWith('-'))
    .map((row: unknown) =>
      problem('BLD022', {
        detail: `\`qemuargs\` holds ${JSON.stringify(row)}; each of its rows is a switch, which begins with "-", and its value.`,
        hint: `Write ${write('qemuargs', '[["-m", "2G"], ["-nographic", ""]]')}.`,
        ...where(at('qemuargs')),
      }),
    );
};

/** Waits that are none would come to light at the keyboard, minutes later. */
const bootText: OptionRule = (options, at) => {
  const { boot_command: command, boot_steps: steps } = options;
  const isTexts = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  const isSteps = (value: unknown): value is readonly (readonly string[])[] =>
    Array.isArray(value) && value.every(isTexts);
  const read = [
    ...(isTexts(command) ? parseBootCommand(command.join('')).diagnostics : []),
    ...(isSteps(steps) ? parseBootSteps(steps).diagnostics : []),
  ];
  return read.map((each) => ({
    ...each,
    ...where(at(command === undefined ? 'boot_steps' : 'boot_command')),
  }));
};

/** Rules between the options. Source: Packer's documentation, "QEMU Builder". */
export const qemuRules: readonly OptionRule[] = [
  needsStart,
  needsChecksum,
  excludes('iso_url', 'iso_urls', '`iso_url` and `iso_urls` both say where the machine’s start is.'),
  excludes('boot_command', 'boot_steps', '`boot_command` and `boot_steps` both say what is typed.'),
  excludes('http_directory', 'http_content', '`http_directory` and `http_content` both say what is served.'),
  excludes(
    'http_bind_address',
    'http_interface',
    '`http_bind_address` and `http_interface` both say where it is served.',
  ),
  sizes,
  backingFile,
  resizes,
  compresses,
  portRange('vnc_port', FIRST_VNC_PORT, [5900, 6000]),
  portRange('host_port', 1, [2222, 4444]),
  portRange('http_port', 1, [8000, 9000]),
  counts,
  vncPassword,
  pairs,
  bootText,
];
