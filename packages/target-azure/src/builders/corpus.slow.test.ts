import { checkSources } from '../../../template/src/testing/check-sources';
import { describeShared, readArchive } from '../../../template/src/testing/shared';
import { builders } from '.';
import type { BuilderMeans } from './means';

const means: BuilderMeans = { connectMachine: () => Promise.reject(new Error('Nothing is run here.')) };
const made = new Map(Object.entries(builders).map(([type, make]) => [type, make(means)] as const));

/** Refused by Packer as well: tests of the plugin and of Packer itself, whose variables others fill in. */
const REFUSED: readonly (readonly [name: RegExp, code: string])[] = [
  [/^hashicorp__packer-plugin-azure\/(?:builder\/azure\/arm\/testdata|example)\//u, 'AZU030'],
  [/^spinnaker__rosco\/halconfig\//u, 'AZU030'],
  [/^hashicorp__packer@.*\/hcl2_upgrade\/azure_shg\//u, 'TPL033'],
];

const isRefused = (name: string, code: string) =>
  REFUSED.some(([file, why]) => file.test(name) && why === code);

describeShared('templates of the public with the builder of Azure', 'corpus/templates.tar.gz', (archive) => {
  const files = readArchive(archive);
  const names = [...files.keys()].filter(
    (name) => /\.(?:json|pkr\.hcl)$/u.test(name) && /"azure-arm"/u.test(files.get(name) ?? ''),
  );

  it('are refused for what Packer refuses them for, and for nothing else', async () => {
    const told: string[] = [];
    for (const name of names) {
      const problems = await checkSources(made, { name, text: files.get(name) as string });
      told.push(
        ...problems
          .filter(({ code }) => !isRefused(name, code))
          .map(({ code, detail }) => `${name}: ${code} ${detail.slice(0, 120)}`),
      );
    }
    expect(told).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  }, 60_000);
});
