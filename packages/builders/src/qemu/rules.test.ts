import { qemuRules } from './rules';

const whole = { iso_url: 'a.iso', iso_checksum: 'none' };

function getProblems(options: Readonly<Record<string, unknown>>): readonly string[] {
  const write = (option: string, value: string) => `${option} = ${value}`;
  return qemuRules
    .flatMap((rule) => rule(options, () => undefined, write))
    .map(({ code, detail }) => `${code} ${detail}`);
}

test('a source with a start and a checksum is right', () => {
  expect(getProblems(whole)).toEqual([]);
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['no start', { iso_checksum: 'none' }, 'BLD004 Nothing says what the machine starts from'],
  ['no checksum', { iso_url: 'a.iso' }, 'BLD004 Nothing says what the download must be'],
  ['a wrong checksum', { ...whole, iso_checksum: 'sha1:a' }, 'BLD016 sha1 has 40 digits'],
  ['two starts', { ...whole, iso_urls: ['b.iso'] }, 'BLD003 `iso_url` and `iso_urls`'],
  ['two ways to boot', { ...whole, boot_command: ['a'], boot_steps: [['b']] }, 'BLD003 `boot_command`'],
  ['two things to serve', { ...whole, http_directory: 'a', http_content: { b: 'c' } }, 'BLD003 `http_dir'],
  ['no size', { ...whole, disk_size: '20 GB' }, 'BLD022 `disk_size` holds "20 GB"'],
  ['no size of a second disk', { ...whole, disk_additional_size: ['x'] }, 'BLD022 `disk_additional_size`'],
  ['nothing behind the disk', { ...whole, use_backing_file: true }, 'BLD003 `use_backing_file`'],
  ['no disk to leave', { ...whole, skip_resize_disk: true }, 'BLD003 `skip_resize_disk`'],
  ['compression of raw', { ...whole, format: 'raw', disk_compression: true }, 'BLD003 `disk_compression`'],
  ['a low port', { ...whole, vnc_port_min: 80 }, 'BLD022 `vnc_port_min` is 80'],
  ['ports the wrong way', { ...whole, host_port_min: 5000 }, 'BLD022 `host_port_min` is 5000'],
  ['processors below none', { ...whole, cpus: -1 }, 'BLD022 `cpus` is -1'],
  ['a long password', { ...whole, vnc_password: 'a'.repeat(9) }, 'BLD022 `vnc_password` has 9'],
  ['a row without a switch', { ...whole, qemuargs: [['m', '2G']] }, 'BLD022 `qemuargs` holds ["m","2G"]'],
  ['a wait that is none', { ...whole, boot_command: ['<wait0>'] }, 'BLD041 <wait0>'],
])('%s is told', (_, options, start) => {
  const problems = getProblems(options);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.startsWith(start) ? start : problems[0]).toBe(start);
});

test('no checksum is wanted of a file that is taken as it is', () => {
  expect(getProblems({ iso_url: 'a.iso', iso_skip_cache: true })).toEqual([]);
});
