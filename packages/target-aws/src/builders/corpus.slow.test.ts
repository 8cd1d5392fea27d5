import { checkSources } from '../../../template/src/testing/check-sources';
import { describeShared, readArchive } from '../../../template/src/testing/shared';
import { builders } from '.';
import type { BuilderMeans } from './means';

const means: BuilderMeans = { connectMachine: () => Promise.reject(new Error('Nothing is run here.')) };
const made = new Map(Object.entries(builders).map(([type, make]) => [type, make(means)] as const));

/**
 * Refused by Packer as well: pieces of templates among the tests of Packer itself, and names with a `%s` that the plugin's
 * own tests fill in first.
 */
const REFUSED: readonly (readonly [name: RegExp, code: string])[] = [
  [/^hashicorp__packer@.*\/(?:unformatted|(?:post-processor|provisioner)_onlyexcept)\.pkr\.hcl$/u, 'TPL033'],
  [/^hashicorp__packer@.*\/hcl2_upgrade\/(?:ami_test|bundled-plugin-used)\//u, 'TPL033'],
  [/^hashicorp__packer@.*\/hcl2_upgrade\/aws-access-config\//u, 'AWS030'],
  [/^hashicorp__packer-plugin-amazon\/.*\/test-fixtures\//u, 'AWS032'],
  // "The `device_name` must be specified for every device in the block device mapping."
  [/^shinesolutions__packer-aem\/templates\/packer\/aws\//u, 'AWS030'],
];

const isRefused = (name: string, code: string) =>
  REFUSED.some(([file, why]) => file.test(name) && why === code);

describeShared('templates of the public with builders of Amazon', 'corpus/templates.tar.gz', (archive) => {
  const files = readArchive(archive);
  const names = [...files.keys()].filter(
    (name) => /\.(?:json|pkr\.hcl)$/u.test(name) && /"amazon-ebs/u.test(files.get(name) ?? ''),
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
    expect(names.length).toBeGreaterThan(100);
  }, 60_000);
});
