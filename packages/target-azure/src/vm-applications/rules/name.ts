import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Places, VmApplication } from '../application';
import { LARGEST_VERSION_PART, LONGEST_NAME } from '../limits';

/** Source: the pattern of galleryApplicationName in the type data. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;

/** A name that the gallery takes and that a folder on every machine can have. */
export function checkName({ name }: Pick<VmApplication, 'name'>, at: Places): readonly Diagnostic[] {
  const subject = at('name');
  const told = (detail: string) => [problem('AZU100', { detail, ...(subject && { subject }) })];
  if (name.length > LONGEST_NAME)
    return told(
      `The name has ${name.length} characters. Allowed: ${LONGEST_NAME}, since the agent makes a folder of it and of more.`,
    );
  if (NAME.test(name)) return [];
  return told(
    `"${name}" is no name of a gallery application. Allowed: letters, digits, underscores, dots and hyphens; a letter or a digit first, no dot or hyphen last.`,
  );
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** A version as the gallery orders them. Its type data has no pattern, so that only the service itself would say so. */
export function checkVersion({ version }: Pick<VmApplication, 'version'>, at: Places): readonly Diagnostic[] {
  const subject = at('version');
  const told = (detail: string, hint: string) => [
    problem('AZU101', { detail, hint, ...(subject && { subject }) }),
  ];
  const [, ...parts] = VERSION.exec(version) ?? [];
  if (parts.length === 0)
    return told(
      `"${version}" is no version. The application version name should follow Major(int32).Minor(int32).Patch(int32) format.`,
      'Write three numbers: "1.0.0".',
    );
  const large = parts.filter((part) => Number(part) > LARGEST_VERSION_PART);
  if (large.length > 0)
    return told(
      `"${version}" has ${large.join(' and ')}; each part is between 0 and ${LARGEST_VERSION_PART} (inclusive).`,
      'A date and a time do not fit in one part: "20261122.1430.0" does.',
    );
  const padded = parts.filter((part) => /^0\d/.test(part));
  if (padded.length === 0) return [];
  return told(
    `"${version}" has ${padded.join(' and ')}: numbers with zeros before them are two spellings of one version.`,
    `Write "${parts.map(Number).join('.')}".`,
  );
}
