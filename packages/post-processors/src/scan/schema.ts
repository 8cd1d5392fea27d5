import { createPlaceholderRule, defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';
import { severities } from './finding';

/** `2026-02-30` is the 2nd of March to a Date. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

const needsDate: OptionRule = ({ expires }, at) => {
  if (typeof expires !== 'string' || isDate(expires)) return [];
  const detail = `expires is ${JSON.stringify(expires)}, which is no day of the calendar.`;
  return [
    problem('PPR046', { detail, hint: 'Write year, month and day: "2027-01-31".', ...where(at('expires')) }),
  ];
};

const exceptionSchema = defineSchema({
  options: {
    id: { type: 'string', required: true, affects: 'run', doc: 'The finding: `CVE-2024-0727`.' },
    package: { type: 'string', affects: 'run', doc: 'Only in this package.' },
    reason: {
      type: 'string',
      required: true,
      affects: 'run',
      doc: 'Why it is of no harm here. Kept in the report.',
    },
    expires: {
      type: 'string',
      required: true,
      affects: 'run',
      doc: 'The last day on which that holds, by UTC: `2027-01-31`. From then on the finding counts again.',
    },
    by: { type: 'string', affects: 'run', doc: 'Who decided it. Kept in the report.' },
  },
  rules: [needsDate],
});

export const scanSchema = defineSchema({
  options: {
    scanner: {
      type: 'string',
      affects: 'run',
      allowed: ['auto', 'trivy', 'grype', 'debsecan', 'none'],
      default: 'auto',
      doc: 'Who looks for weaknesses. `auto` takes the first of trivy, grype and debsecan that is installed and knows the image.',
    },
    debian_tracker: {
      type: 'string',
      affects: 'run',
      doc: "Data of Debian's security tracker: a JSON file, or its address. Needs no scanner, and as a file no network.",
    },
    fail_on: {
      type: 'string',
      affects: 'run',
      allowed: [...severities, 'never'],
      default: 'high',
      doc: 'Findings of this severity and above fail the build.',
    },
    fail_on_unknown: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Findings that nobody has given a severity fail the build too. Most that are new in Debian have none.',
    },
    only_fixed: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Only findings that a newer version mends fail the build.',
    },
    ignore_file: {
      type: 'string',
      affects: 'run',
      doc: 'A file of findings that are accepted for a time, which several images may share: a list in YAML of `id`, `package` (may be left out), `reason`, `expires` and `by`.',
    },
    report: {
      type: 'string',
      affects: 'run',
      default: 'scan_{{.BuildName}}.json',
      doc: "Where all findings are written, with what became of each; an image of layers has a copy beside its receipt (`rootfs.golden.scan.json`). What the scanner itself wrote lies beside it, with the scanner's name before its end. It may name `{{.BuildName}}` and `{{.BuilderType}}`.",
    },
    docker_path: {
      type: 'string',
      affects: 'run',
      default: 'docker',
      doc: 'The container engine, for images that only it has. Where docker is not there, podman is taken.',
    },
  },
  blocks: {
    ignore: { schema: exceptionSchema, count: 'many', doc: 'A finding that is accepted for a time.' },
  },
  rules: [createPlaceholderRule('report', ['BuildName', 'BuilderType'])],
});

export type ScanOptions = OptionsOf<typeof scanSchema>;
