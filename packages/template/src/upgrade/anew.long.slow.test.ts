import { isDeepStrictEqual } from 'node:util';
import { type Anew, sayAnew } from '../testing/say-anew';
import { describeShared, readArchive } from '../testing/shared';

/** Why HCL2 may say something else than JSON did: what was written, why. */
const EXPLANATIONS: readonly (readonly [what: RegExp, why: string])[] = [
  [/"source_ami_filter"/u, 'finds its image by a data source, which nobody has asked here'],
  [/aws_secretsmanager/u, 'asks AWS by a data source, which nobody has asked here'],
  [/\bbuild_name\b/u, 'names a build that had no name and has one now'],
  [/clean_resource_name/u, 'cleans a name, which is spelt otherwise and left to the part as before'],
  [/"min_packer_version":\s*"(?:[2-9]|\d\d)/u, 'wants a newer Packer, so nothing else of it is read'],
];

/** Of a template that is only a part of one: what it uses or lacks stands elsewhere. */
const PART_OF_ONE = /^TPL0(?:1[78]|2[4-7]|30|38)$/u;

describeShared('JSON templates of the public, written in HCL2', 'corpus/templates.tar.gz', (archive) => {
  const files = [...readArchive(archive)].filter(
    ([name, text]) => name.endsWith('.json') && !name.endsWith('.pkr.json') && /"builders"\s*:/u.test(text),
  );

  it('can be read, are in their canonical layout and say the same', async () => {
    const told: string[] = [];
    const counts = { upgraded: 0, equal: 0, explained: 0 };
    for (const [name, text] of files) {
      const anew = await sayAnew(text);
      if (!anew) continue;
      counts.upgraded++;
      const mistakes = anew.mistakes.filter((code) => !PART_OF_ONE.test(code));
      if (mistakes.length > 0) told.push(`${name}: ${mistakes}`);
      if (!anew.isFormatted) told.push(`${name}: not formatted`);
      const different = getDifferent(anew);
      if (different.length === 0) counts.equal++;
      else if (EXPLANATIONS.some(([what]) => what.test(text))) counts.explained++;
      else told.push(`${name}: ${different}`);
    }
    expect(told).toEqual([]);
    expect(counts).toEqual({ upgraded: 783, equal: 751, explained: 32 });
  }, 300_000);
});

function getDifferent(anew: Anew): readonly string[] {
  return [...anew.old.keys()].filter((what) => !isDeepStrictEqual(anew.old.get(what), anew.new.get(what)));
}
