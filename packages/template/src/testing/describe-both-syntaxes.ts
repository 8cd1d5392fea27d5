import { isDeepStrictEqual } from 'node:util';
import { hasErrors } from '@strata/diagnostics';
import { parseHcl } from '@strata/hcl';
import { sayBoth } from './both-syntaxes';
import { describeShared, readArchive } from './shared';

/** Packer's own tests of blocks that lack a label or are none: such mistakes have other codes in JSON. */
const WRONG_BLOCKS = /^hashicorp__packer@.*\/(?:[\w-]+_)?(?:untyped|unnamed|block_type)\.pkr\.hcl$/u;

/** A hash that is made to take long, again at each use of a source, is the same work in both. */
const HASHES = /\bbcrypt\(/u;

/** Holds one of every so many real templates, always the same ones, to saying the same in both syntaxes. */
export function describeBothSyntaxes(title: string, every: number): void {
  describeShared(title, 'corpus/templates.tar.gz', (archive) => {
    const files = [...readArchive(archive)].filter(
      ([name, text]) => name.endsWith('.pkr.hcl') && !WRONG_BLOCKS.test(name) && !HASHES.test(text),
    );
    const whole = files.filter(([name, text]) => !hasErrors(parseHcl(text, name).diagnostics));
    const chosen = whole.filter((_, index) => index % every === 0);

    it('say the same, where they call no bcrypt', async () => {
      expect(whole.length).toBeGreaterThan(500);
      const differing: string[] = [];
      for (const [name, text] of chosen) {
        const [native, json] = await sayBoth(text);
        if (!isDeepStrictEqual(native, json)) differing.push(name);
      }
      expect(differing).toEqual([]);
    }, 600_000);
  });
}
