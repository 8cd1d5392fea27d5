import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { CheckKind } from '../checks/check';
import { problem } from '../codes';
import { isKind, kinds } from '../kinds';
import { createPlaces } from '../read/place';
import type { TestFile, TestSubject } from './test-file';

/** A comment of its own: `# strata-about: service=orders file=/etc/orders.json`. */
const DIRECTIVE = /^[ \t]*(?:#|\/\/)[ \t]*strata-about:[ \t]*(?<subjects>.*?)[ \t]*$/gmu;

/** Kinds of what an image has before it is started. */
const KINDS: readonly CheckKind[] = [
  'file',
  'group',
  'kernel-param',
  'mount',
  'package',
  'port',
  'process',
  'service',
  'user',
];

/** What a script or a program says that it is about, of all such comments. */
export function getAbout(text: string, { name }: Pick<TestFile, 'name'>): Checked<readonly TestSubject[]> {
  const subjects: TestSubject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const found of text.matchAll(DIRECTIVE)) {
    const words = (found.groups?.subjects ?? '').split(/[ \t]+/).filter(Boolean);
    const read = words.map(readSubject);
    if (words.length > 0 && !read.includes(undefined)) {
      subjects.push(...read.filter((each) => each !== undefined));
      continue;
    }
    const given = words.find((_, at) => !read[at]) ?? '';
    const start = found.index + found[0].indexOf('strata-about');
    diagnostics.push(
      problem('TST016', {
        detail: `A test is about KIND=NAME, with ${KINDS.join(', ')} as kinds, not about "${given}".`,
        subject: createPlaces(name, text)(start, found.index + found[0].trimEnd().length),
        hint: 'For example: strata-about: service=orders file=/etc/orders.json',
      }),
    );
  }
  return { value: subjects, diagnostics };
}

function readSubject(word: string): TestSubject | undefined {
  const [, kind = '', subject = ''] = /^([a-z-]+)=(.+)$/u.exec(word) ?? [];
  if (!isKind(kind) || !KINDS.includes(kind)) return undefined;
  return { label: kinds[kind].label, subject };
}
