import { type Diagnostic, Failure, formatDiagnostics, hasErrors } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type CliContext, EXIT } from '../../context';
import { defineFlags, type Parsed } from '../../flags';
import { defineCommand } from '../command';
import { findSources } from './find-sources';
import { type Formatted, formatSource } from './format-source';
import { formatLineDiff } from './line-diff';
import { readSource, STDIN, writeSource } from './read-source';

const flags = defineFlags({
  check: {
    kind: 'switch',
    doc: 'Write nothing; end with 3 when a file is not in its canonical layout.',
  },
  diff: { kind: 'switch', doc: 'Show what changes, as a unified diff.' },
  write: { kind: 'switch', initially: true, doc: 'Leave the files as they are. Implied by -check.' },
  recursive: {
    kind: 'switch',
    doc: 'Also the files in folders below; hidden ones and node_modules are left out.',
  },
});

/** `strata fmt`: gives files their canonical layout, and names those that did not have it. Behaves as Packer's. */
export const fmt = defineCommand({
  usage: '[flags] PATH... (or - for standard input)',
  flags,
  run: async (context, input) => {
    if (input.rest.length === 0) throw new Failure(nothingGiven());
    const found = await findSources(context.ports, input.rest, input.flags);
    const told: Told[] = [{ diagnostics: found.diagnostics }];
    let changed = 0;
    for (const name of found.value) {
      context.signal.throwIfAborted();
      const formatted = await formatOne(context, name, input);
      if (formatted.diagnostics.length > 0) told.push(formatted);
      if (formatted.changed) changed++;
    }
    const diagnostics = tell(context, told);
    if (hasErrors(diagnostics)) return EXIT.failure;
    return input.flags.check && changed > 0 ? EXIT.unformatted : EXIT.success;
  },
});

/** Problems, and the text that they are in when it could be read. */
interface Told {
  /** As the problems name it. */
  readonly file?: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

interface Outcome extends Told {
  readonly changed: boolean;
}

/** Reads, formats, shows and writes one file. One that goes wrong does not keep the others from their layout. */
async function formatOne(
  context: CliContext,
  name: string,
  { flags: { check, diff, write } }: Parsed<typeof flags>,
): Promise<Outcome> {
  const read = await readSource(context, name);
  if (read.value === undefined) return { changed: false, diagnostics: read.diagnostics };
  const file = name === STDIN ? '<stdin>' : name;
  const formatted = formatSource(file, read.value);
  const outcome = { file, text: read.value, changed: formatted.changed, diagnostics: formatted.diagnostics };
  if (hasErrors(formatted.diagnostics)) return outcome;
  if (name === STDIN) {
    if (!formatted.changed || (write && !check)) context.out.write(formatted.layout);
    return outcome;
  }
  if (!formatted.changed) return outcome;
  context.out.write(`${name}\n${diff ? getDiff(name, read.value, formatted) : ''}`);
  if (!write || check) return outcome;
  return { ...outcome, diagnostics: await writeSource(context.ports, name, formatted.layout) };
}

function getDiff(name: string, text: string, { layout }: Formatted): string {
  return formatLineDiff({ from: { name: `old/${name}`, text }, to: { name: `new/${name}`, text: layout } });
}

function tell({ err }: CliContext, told: readonly Told[]): readonly Diagnostic[] {
  const texts = new Map(told.map(({ file, text }) => [file, text]));
  const diagnostics = told.flatMap((each) => each.diagnostics);
  if (diagnostics.length > 0) {
    const { color, width } = err;
    err.write(formatDiagnostics(diagnostics, { color, width, sources: (name) => texts.get(name) }));
  }
  return diagnostics;
}

function nothingGiven(): Diagnostic {
  return problem('CLI005', {
    detail: 'Name the files or folders to format, or - for standard input.',
    hint: 'For the current folder and all below it: strata fmt -recursive .',
  });
}
