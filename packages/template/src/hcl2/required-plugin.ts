import type { Diagnostic } from '@strata/diagnostics';
import type { Attribute } from '@strata/hcl';
import { problem } from '../codes';
import type { RequiredPlugin } from '../template';
import { LANGUAGE_VERSION, satisfies } from '../version';

/** How many parts the address of a plugin may have: host, namespace, name, and more for nested namespaces. */
const LEAST_PARTS = 3;
const MOST_PARTS = 16;

const LOCAL_NAME = /^(?!.*--)[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
const PART = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** What Packer would refuse in a required plugin: its name here, its address, its version. */
export function checkRequiredPlugin(
  { name, nameRange, expr: { range } }: Attribute,
  { source, version }: RequiredPlugin,
): readonly Diagnostic[] {
  const wrongSource = getSourceProblem(source);
  return [
    ...(LOCAL_NAME.test(name)
      ? []
      : [problem('TPL009', { detail: getNameDetail(name), subject: nameRange })]),
    ...(wrongSource === undefined
      ? []
      : [
          problem('TPL045', {
            detail: `"${source}" is not the source of a plugin: ${wrongSource}.`,
            subject: range,
            hint: 'A source is written HOST/NAMESPACE/NAME, such as github.com/hashicorp/amazon.',
          }),
        ]),
    // Whether some version fits is of no matter: only the form of the text is.
    ...(satisfies(LANGUAGE_VERSION, version) === undefined
      ? [problem('TPL038', { detail: getVersionDetail(version), subject: range })]
      : []),
  ];
}

function getNameDetail(name: string): string {
  return `"${name}" cannot be the name of a plugin: it is a name as any other, without "--".`;
}

function getVersionDetail(version: string): string {
  return `"${version}" is not a version constraint. Write conditions such as "~> 1.2" or ">= 1.0.0, < 2.0.0"; versions before a release cannot be named.`;
}

function getSourceProblem(source: string): string | undefined {
  if (/^\w+:\/\//u.test(source)) return 'it has no protocol in front';
  if (/[?#]/u.test(source)) return 'it has no "?" and no "#"';
  const parts = source.split('/');
  if (parts.length < LEAST_PARTS || parts.length > MOST_PARTS)
    return `it has ${LEAST_PARTS} to ${MOST_PARTS} parts with "/" between them, and here ${parts.length === 1 ? 'is' : 'are'} ${parts.length}`;
  if (!parts.every((part) => PART.test(part))) return 'each part is a name';
  const prefix = /^packer-(?:plugin-)?/u.exec(parts.at(-1) ?? '')?.[0];
  return prefix && `its last part does without "${prefix}"`;
}
