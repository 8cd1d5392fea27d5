import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import type { Build, PostProcessor, SourceUse, Template } from '@strata/template';
import { problem } from './codes';
import { matchesGlob } from './glob';

/** Packer's `-only` and `-except`; empty lists leave everything in. */
export interface Selection {
  readonly only: readonly string[];
  readonly except: readonly string[];
}

/** One use of a source by a build block. */
export interface Selected {
  readonly build: Build;
  readonly use: SourceUse;
}

/** The uses that a selection leaves, with a problem for each pattern that meant nothing. */
export function selectUses(template: Template, selection: Selection): Checked<readonly Selected[]> {
  const all = template.builds.flatMap((build) => build.uses.map((use): Selected => ({ build, use })));
  const matches = getMatcher(template);
  const { only, except } = selection;
  const left = all
    .filter(({ use }) => only.length === 0 || only.some((pattern) => matches(pattern, use.id)))
    .filter(({ use }) => !except.some((pattern) => matches(pattern, use.id)));
  const ids = all.map(({ use }) => use.id);
  const steps = template.builds.flatMap(({ chains }) => chains.flat()).flatMap(getStepNames);
  const idle = [
    ...only
      .filter((pattern) => !ids.some((id) => matches(pattern, id)))
      .map((one) => getIdle('only', one, ids)),
    ...except
      .filter((pattern) => ![...ids, ...steps].some((name) => matches(pattern, name)))
      .map((one) => getIdle('except', one, ids)),
  ];
  const none = left.length === 0 && all.length > 0 ? [getNone(ids)] : [];
  return { value: left, diagnostics: [...idle, ...none] };
}

/** A chain up to the first post-processor that `-except` names: without it the rest has nothing to work on. */
export function selectSteps(
  chain: readonly PostProcessor[],
  { except }: Selection,
  template: Template,
): readonly PostProcessor[] {
  const matches = getMatcher(template);
  const end = chain.findIndex((step) =>
    except.some((pattern) => getStepNames(step).some((name) => matches(pattern, name))),
  );
  return end === -1 ? chain : chain.slice(0, end);
}

/** Patterns of HCL2 are globs; JSON templates name builders exactly. */
function getMatcher({ language }: Template): (pattern: string, name: string) => boolean {
  return language === 'hcl2' ? matchesGlob : (pattern, name) => pattern === name;
}

function getStepNames({ name, type }: PostProcessor): readonly string[] {
  return name === undefined ? [type] : [name, type];
}

function getIdle(flag: 'only' | 'except', pattern: string, ids: readonly string[]): Diagnostic {
  const near = suggest(pattern, ids) ?? ids.find((id) => id.endsWith(`.${pattern}`));
  return problem('PLN001', {
    severity: 'warning',
    detail: `-${flag}=${pattern} matches none of the builds ${ids.join(', ')}.`,
    ...(near && { hint: `Did you mean -${flag}='${near}'?` }),
  });
}

function getNone(ids: readonly string[]): Diagnostic {
  return problem('PLN002', { detail: `The selection leaves none of the builds ${ids.join(', ')}.` });
}
