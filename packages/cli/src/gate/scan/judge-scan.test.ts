import { getKeptPolicy, type Policy } from '@strata/post-processors/scan';
import { createTestPorts } from '@strata/sdk/testing';
import type { GateView } from '../subject';
import { judgeScan } from './judge-scan';
import { readScan } from './read-scan';

const view: GateView = {
  ...{ image: 'web', build: 'rootfs.web', layers: ['sha256:a'], origins: [undefined] },
  place: (image) => `images/${image}`,
};
const finding = {
  ...{ id: 'CVE-1', package: 'libssl3', version: '1', fixedVersion: '2', severity: 'critical', sources: [] },
  layer: { diffId: 'sha256:a', image: 'golden', step: 3, label: 'shell ssl.sh' },
  verdict: 'fails',
};
const held = {
  ...{ ...finding, verdict: 'ignored' },
  exception: { id: 'CVE-1', reason: 'not used', expires: '2026-11-21', by: 'Jo' },
};
const report = (given: Readonly<Record<string, unknown>> = {}) => ({
  ...{ schema: 1, image: 'web', digest: 'sha256:chain', day: '2026-11-01', sources: ['trivy'] },
  ...{ gate: { fail_on: 'high', fail_on_unknown: false, only_fixed: false }, findings: [] },
  ...given,
});

interface Given {
  readonly today?: string;
  readonly isWanted?: boolean;
  readonly policy?: Policy;
}

const path = '/ws/dist/rootfs.web.scan.json';

async function judge(text: string | undefined, given: Given = {}) {
  const { today = '2026-11-22', isWanted = true, policy } = given;
  const { files } = createTestPorts(text === undefined ? {} : { [path]: text });
  const { value, diagnostics } = await readScan(files, path);
  const told =
    diagnostics.length > 0
      ? diagnostics
      : judgeScan(view, {
          scan: value && { report: value, policy: policy ?? getKeptPolicy(value, today) },
          ...{ isWanted, digest: 'sha256:chain' },
        });
  return told.map(({ code, detail, hint }) => ({ code, detail, hint }));
}

test('a scan that found nothing grave lets the image pass, and so does none where the template wants none', async () => {
  const light = { ...finding, severity: 'low', verdict: 'passes' };
  expect(await judge(JSON.stringify(report({ findings: [light] })))).toEqual([]);
  expect(await judge(undefined, { isWanted: false })).toEqual([]);
});

test('a scan that is wanted and missing, or is about other layers, refuses the image', async () => {
  expect(await judge(undefined)).toMatchObject([
    { code: 'CLI045', hint: expect.stringContaining('nx run web:build-image') },
  ]);
  expect(await judge(JSON.stringify(report({ digest: 'sha256:other' })))).toMatchObject([{ code: 'CLI046' }]);
});

test('a grave finding names the image, the layer and the next command', async () => {
  expect(await judge(JSON.stringify(report({ findings: [finding] })))).toEqual([
    {
      code: 'CLI047',
      detail:
        'The gate of web (fail_on = "high") refuses critical CVE-1: libssl3 1, fixed in 2; from golden, step 3 (shell ssl.sh).',
      hint: expect.stringMatching(
        /^Take newer packages in: nx run golden:lock.*strata build -post-processors-only images\/web\.$/,
      ),
    },
  ]);
  const { layer: _, ...unknown } = finding;
  expect((await judge(JSON.stringify(report({ findings: [unknown] }))))[0]?.detail).toContain(
    'which layer brought it is not known',
  );
});

test('an exception holds until the end of its day, and is no news below the gate', async () => {
  const text = JSON.stringify(report({ findings: [held] }));
  expect(await judge(text, { today: '2026-11-21' })).toEqual([]);
  expect(await judge(text)).toMatchObject([
    { code: 'CLI048', detail: expect.stringContaining('accepted by Jo until 2026-11-21 ("not used")') },
  ]);
  const light = JSON.stringify(report({ findings: [{ ...held, severity: 'low' }] }));
  expect(await judge(light)).toEqual([]);
});

test('what the template accepts today counts, and not what it accepted when the image was scanned', async () => {
  const strict: Policy = {
    ...{ failOn: 'high', failOnUnknown: false, onlyFixed: false, exceptions: [], today: '2026-11-20' },
  };
  const text = JSON.stringify(report({ findings: [held] }));
  expect(await judge(text, { policy: strict })).toMatchObject([{ code: 'CLI047' }]);
  const failing = JSON.stringify(report({ findings: [finding] }));
  const exceptions = [{ id: 'CVE-1', reason: 'not used', expires: '2026-12-31' }];
  expect(await judge(failing, { policy: { ...strict, exceptions } })).toEqual([]);
});

test('of very many findings the first are shown, and the others counted', async () => {
  const findings = Array.from({ length: 23 }, (_, at) => ({ ...finding, id: `CVE-${at}` }));
  const told = await judge(JSON.stringify(report({ findings })));
  expect([told.length, told.at(-1)?.detail]).toEqual([21, expect.stringContaining('3 more findings of web')]);
});

test.each([
  ['{'],
  ['[]'],
  [JSON.stringify(report({ schema: 2 }))],
  [JSON.stringify(report({ findings: [{ ...finding, severity: 'dire' }] }))],
  [JSON.stringify(report({ findings: [{ ...held, exception: {} }] }))],
  [JSON.stringify(report({ gate: { fail_on: 'none' } }))],
])('a report that is damaged, or of another version, is told: %s', async (text) => {
  expect(await judge(text)).toMatchObject([{ code: 'CLI044', detail: expect.stringContaining(path) }]);
});
