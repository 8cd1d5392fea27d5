import type { InputReference, OptionRule } from '@strata/sdk';
import { problem } from '../codes';

type Rules = readonly OptionRule[];

const foundations = ['from', 'bootstrap', 'archive', 'oci'];

/** An image starts on exactly one thing. */
const needsOneFoundation: OptionRule = (options, at) => {
  const given = foundations.filter((name) => options[name] !== undefined);
  if (given.length === 1) return [];
  if (given.length === 0) {
    const subject = at();
    return [
      problem('BLD001', {
        detail:
          'A rootfs source starts on a parent image or on a base; none of `from`, `bootstrap`, `archive` and `oci` is given.',
        hint: 'Write `from = data.strata-image.NAME.layers`, or a block like `bootstrap { suite = "bookworm" }`.',
        ...(subject && { subject }),
      }),
    ];
  }
  const subject = at(given[1]);
  return [
    problem('BLD002', {
      detail: `A rootfs source starts on one thing; given are ${given.map((name) => `\`${name}\``).join(' and ')}.`,
      hint: 'Keep one of them.',
      ...(subject && { subject }),
    }),
  ];
};

/** Files of another project are copied into an image; they cannot be what it starts on. */
const needsImage: OptionRule = ({ from }, at) => {
  if ((from as InputReference | undefined)?.kind !== 'output') return [];
  const subject = at('from');
  return [
    problem('BLD006', {
      detail:
        '`from` names files that another project makes; an image starts on the layers of another image.',
      hint: 'Write `from = data.strata-image.NAME.layers`, and bring the files in with `provisioner "image-copy"`.',
      ...(subject && { subject }),
    }),
  ];
};

/** Of two options that name the same thing in two ways, one. */
function needsOneOf(first: string, second: string): OptionRule {
  return (options, at) => {
    const given = [first, second].filter((name) => options[name] !== undefined);
    if (given.length === 1) return [];
    const subject = at(given[1]);
    const place = subject && { subject };
    return given.length === 0
      ? [problem('BLD004', { detail: `One of \`${first}\` and \`${second}\` is needed.`, ...place })]
      : [problem('BLD003', { detail: `\`${first}\` and \`${second}\` exclude each other.`, ...place })];
  };
}

/** Names end up in file names of apt and in arguments of programs; these are the forms that Debian's policy allows. */
const forms: Readonly<Record<string, RegExp>> = {
  suite: /^[a-z][a-z0-9-]*$/,
  packages: /^[a-z0-9][a-z0-9+.-]+$/,
  components: /^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/,
  architecture: /^[a-z0-9][a-z0-9-]*$/,
  snapshot: /^\d{8}T\d{6}Z$/,
  mirror: /^https?:\/\/\S+$/,
};

const needsNames: OptionRule = (options, at) =>
  Object.entries(forms).flatMap(([option, form]) =>
    [options[option] ?? []].flat().flatMap((value) => {
      if (form.test(String(value))) return [];
      const subject = at(option);
      const detail = `\`${String(value)}\` cannot be a value of \`${option}\`: it must match ${form.source}.`;
      return [problem('BLD005', { detail, ...(subject && { subject }) })];
    }),
  );

const needsSnapshotPlace: OptionRule = ({ mirror, snapshot }, at) => {
  const hasPlace = String(mirror ?? '').includes('@SNAPSHOTID@');
  if (hasPlace === (snapshot !== undefined)) return [];
  const subject = at(hasPlace ? 'mirror' : 'snapshot');
  const detail = hasPlace
    ? '`mirror` has a place for a snapshot (`@SNAPSHOTID@`), but `snapshot` does not say which.'
    : '`snapshot` needs a `mirror` with `@SNAPSHOTID@` in it: distributions keep snapshots at addresses of their own.';
  return [problem('BLD004', { detail, ...(subject && { subject }) })];
};

export const rootfsRules: Rules = [needsOneFoundation, needsImage];
export const bootstrapRules: Rules = [needsNames, needsSnapshotPlace];
export const archiveRules: Rules = [needsOneOf('source', 'url')];
export const ociRules: Rules = [needsOneOf('image', 'layout')];
