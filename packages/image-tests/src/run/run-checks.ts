import type { Diagnostic } from '@strata/diagnostics';
import { ask } from '../ask/ask';
import type { Check } from '../checks/check';
import type { Answer, Kind } from '../checks/kind';
import { kinds } from '../kinds';
import { type Judged, judge } from './judge';
import type { Line } from './line';

export interface RanChecks {
  /** For each check, one for each of its attributes. */
  readonly judged: readonly (readonly Judged[])[];
  readonly trouble?: Diagnostic;
}

/** Asks all that some checks need by one command, and holds the answers against what is expected. */
export async function runChecks(line: Line, checks: readonly Check[]): Promise<RanChecks> {
  const active = checks.filter(({ skip, expectations }) => !skip && expectations.length > 0);
  const asked = active.map((check) => ({ check, texts: kinds[check.kind].getQuestions(check) }));
  const questions = [...new Set(asked.flatMap(({ texts }) => Object.values(texts)))];
  const helpers = [...new Set(active.flatMap((check) => kinds[check.kind].helpers ?? []))];
  const patience = active.reduce((sum, check) => sum + getPatience(kinds[check.kind], check), 0);
  const { answers, trouble } = await ask(line, { questions, helpers, patience });
  const byQuestion = new Map(questions.map((question, at) => [question, answers[at]]));
  const told = new Set<string>();
  const judged = checks.map((check) => {
    const texts = asked.find((each) => each.check === check)?.texts ?? {};
    const fresh = Object.values(texts).filter((text) => !told.has(text));
    for (const text of fresh) told.add(text);
    const took = fresh.map((text) => byQuestion.get(text)?.milliseconds ?? 0);
    return judge(check, gather(texts, byQuestion), Math.max(0, ...took));
  });
  return { judged, ...(trouble && { trouble }) };
}

function getPatience(kind: Kind, { settings }: Check): number {
  return settings.number('timeout') || (kind.timeout ?? 0);
}

/** Undefined when one of the answers is missing. */
function gather(
  texts: Readonly<Record<string, string>>,
  byQuestion: ReadonlyMap<string, Answer | undefined>,
): Readonly<Record<string, Answer>> | undefined {
  const answers: Record<string, Answer> = {};
  for (const [name, text] of Object.entries(texts)) {
    const answer = byQuestion.get(text);
    if (!answer) return undefined;
    answers[name] = answer;
  }
  return answers;
}
