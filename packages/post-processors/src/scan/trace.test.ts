import type { Artifact } from '@strata/sdk';
import type { ImageContents } from '../contents/find-contents';
import type { Finding } from './finding';
import { judge, type Policy } from './policy';
import { tellFailing } from './tell';
import { traceFindings } from './trace';

const diffId = (letter: string) => `sha256:${letter.repeat(64)}`;
const artifact: Artifact = {
  ...{ builderId: '', id: '', files: [], description: '' },
  image: { layers: ['a', 'b'].map((letter) => ({ diffId: diffId(letter), size: 1 })), base: {}, config: {} },
};
const one = { licenses: [], location: '', needs: [], provides: [] };
const contents: ImageContents = {
  os: undefined,
  packages: ['ssl', 'apt'].map((name) => ({ ...one, ecosystem: 'deb', name, version: '1' })),
  owns: () => false,
  findLayer: ({ name }) => (name === 'ssl' ? 1 : 0),
};
const found = (id: string, name: string, more: Partial<Finding> = {}): Finding => ({
  ...{ id, package: name, version: '1', severity: 'high', sources: [] },
  ...more,
});
const origins = [undefined, { image: 'golden', step: 3, label: 'shell ssl.sh' }];
const describeLayers = async () => origins;

test('a finding names the layer that brought its package, and the step that made it where that is known', async () => {
  const findings = [found('CVE-1', 'ssl'), found('CVE-2', 'apt'), found('CVE-3', 'elsewhere')];
  const traced = await traceFindings({ describeLayers }, { artifact, contents }, findings);
  expect(traced.map(({ layer }) => layer)).toEqual([
    { diffId: diffId('b'), image: 'golden', step: 3, label: 'shell ssl.sh' },
    { diffId: diffId('a') },
    undefined,
  ]);
  const { image: _, ...other } = artifact;
  expect(await traceFindings({ describeLayers }, { artifact: other, contents }, findings)).toBe(findings);
});

test('a refusal names finding, image, layer and the next command', async () => {
  const policy: Policy = {
    ...{ failOn: 'high', failOnUnknown: false, onlyFixed: false, today: '2026-11-22', exceptions: [] },
  };
  const tell = async (findings: readonly Finding[]) => {
    const traced = await traceFindings({ describeLayers }, { artifact, contents }, findings);
    return tellFailing(judge(traced, policy), policy, { image: 'web', report: 'scan_web.json' });
  };
  const told = await tell([found('CVE-1', 'ssl', { fixedVersion: '2' }), found('CVE-2', 'apt')]);
  expect(told?.detail).toBe(
    `2 findings fail the gate of web (fail_on = "high"), all in scan_web.json:
  high CVE-1: ssl 1, fixed in 2; from golden, step 3 (shell ssl.sh)
  high CVE-2: apt 1, no fixed version yet; from layer sha256:aaaaaaaaaaaa`,
  );
  expect(told?.hint).toContain('nx run golden:lock');
  expect((await tell([found('CVE-2', 'apt')]))?.hint).toContain('Remove apt');
  expect(await tell([found('CVE-1', 'ssl', { severity: 'low' })])).toBeUndefined();
});
