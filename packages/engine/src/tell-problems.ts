import { resolve } from 'node:path';
import { type Diagnostic, getViews, type SourceLookup } from '@strata/diagnostics';
import type { BuildName } from './events';
import { maskTexts } from './mask-texts';
import type { RunContext } from './run-context';

type Telling = Pick<RunContext, 'emit' | 'functions' | 'ports'>;

/** Tells problems with the lines of source that they are about: no view reads a file for them. */
export function tellProblems(run: Telling, build: BuildName, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of getViews(diagnostics, createLookup(run)))
    run.emit({ kind: 'diagnostic', build, diagnostic });
}

/** A failed script's last lines are part of its diagnostic, and may hold anything. */
export function maskProblems(
  { secrets }: Pick<RunContext, 'secrets'>,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  return maskTexts(secrets, diagnostics);
}

/** A file that is gone gives no lines, never an error. */
function createLookup({ functions, ports }: Telling): SourceLookup {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, readText(functions.files, resolve(ports.environment.cwd, file)));
    return texts.get(file);
  };
}

function readText(files: Telling['functions']['files'], path: string): string | undefined {
  try {
    const content = files.read(path);
    return content && Buffer.from(content).toString();
  } catch {
    return undefined;
  }
}
