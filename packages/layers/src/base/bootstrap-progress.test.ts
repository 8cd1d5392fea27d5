import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { createBootstrapProgress } from './bootstrap-progress';

/** What mmdebstrap 1.3.5 printed with `--verbose`, shortened. */
const output = `
I: chroot architecture amd64 is equal to the host's architecture
I: skipping apt-get update
I: downloading packages with apt...
Reading package lists...
Get:1 http://mirror.example/debian bookworm/main amd64 base-files amd64 12.4+deb12u15 [70.9 kB]
I: extracting archives...
I: installing essential packages...
Selecting previously unselected package base-files.
(Reading database ... 0 files and directories currently installed.)
Preparing to unpack .../base-files_12.4+deb12u15_amd64.deb ...
Unpacking base-files (12.4+deb12u15) ...
Preparing to unpack .../liblz4-1_1.9.4-1_amd64.deb ...
Unpacking liblz4-1:amd64 (1.9.4-1) ...
Setting up base-files (12.4+deb12u15) ...
Setting up liblz4-1:amd64 (1.9.4-1) ...
I: installing remaining packages inside the chroot...
Preparing to unpack .../0-gpgv_2.2.40-1.1+deb12u2_amd64.deb ...
Unpacking gpgv (2.2.40-1.1+deb12u2) ...
Setting up gpgv (2.2.40-1.1+deb12u2) ...
Processing triggers for libc-bin (2.36-9+deb12u14) ...
I: cleaning package lists and apt cache...
I: success in 22.0320 seconds
`.trim();

function follow(text: string, total: number) {
  const reporter = createRecordingReporter();
  const clock = createFakeClock(0);
  const begin = createActivities(reporter, clock);
  const take = createBootstrapProgress(begin({ label: 'starting', unit: 'items' }), total);
  for (const line of text.split('\n')) {
    // Nothing is held back when a second passes.
    clock.advance(1000);
    take(line);
  }
  return reporter.progressed;
}

test('the stages of a bootstrap are named as they begin', () => {
  const labels = follow(output, 3).map(({ label }) => label);
  expect(labels.filter((label, at) => label !== labels[at - 1])).toEqual([
    'starting',
    'gathering packages',
    'extracting essential packages',
    'installing packages',
    'cleaning up',
  ]);
});

test('a package counts half when it is unpacked and half when it is set up', () => {
  const installing = follow(output, 3).filter(({ item }) => item !== undefined);
  expect(installing.map(({ done, total, item }) => `${done}/${total} ${item}`)).toEqual([
    '0/3 base-files',
    '1/3 liblz4-1:amd64',
    '1/3 base-files',
    '2/3 liblz4-1:amd64',
    '2/3 gpgv',
    '3/3 gpgv',
  ]);
});

test('a package that is unpacked again, and lines that only look like dpkg, count nothing', () => {
  const again =
    'Unpacking bash (5.2-1) ...\nUnpacking bash (5.2-1) over (5.1-1) ...\nUnpacking the toolbox\n';
  expect(follow(again, 2).map(({ done }) => done)).toEqual([0, 0, 0]);
});

test('more packages than were locked are never more than all', () => {
  const lines = ['a', 'b', 'c'].flatMap((name) => [
    `Unpacking ${name} (1) ...`,
    `Setting up ${name} (1) ...`,
  ]);
  expect(follow(lines.join('\n'), 2).at(-1)).toMatchObject({ done: 2, total: 2 });
});
