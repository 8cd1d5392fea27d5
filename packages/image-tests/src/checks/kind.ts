import type { Json } from '../match/json';
import type { Check } from './check';

/** What a setting is written as. */
export type SettingType = 'text' | 'number' | 'flag' | 'texts' | 'any';

/**
 * How an attribute is compared. `lines`: a list of texts are patterns for lines, as goss does it for what it reads from
 * files, commands and answers of servers.
 */
export type AttributeForm = 'value' | 'lines';

/** What the guest said to one question: its fields by name, and how long it took. */
export interface Answer {
  readonly fields: Readonly<Record<string, string>>;
  readonly milliseconds: number;
}

/** What an attribute is. `error`: it cannot be said. */
export type Finding =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'error'; readonly reason: string };

export type Findings = Readonly<Record<string, Finding>>;

/** One of goss's kinds of checks: how it is written, how the guest is asked, how its answers are read. */
export interface Kind {
  /** As results name it. */
  readonly label: string;
  /** The setting that a check's key stands for when it is not given. */
  readonly subject: string;
  readonly settings: Readonly<Record<string, SettingType>>;
  /** In the order in which they are looked at. */
  readonly attributes: Readonly<Record<string, AttributeForm>>;
  readonly required: readonly string[];
  /** An attribute that has to be as expected, and not false, before the others mean anything. */
  readonly gate?: string;
  /** Functions of the shell that the questions call. */
  readonly helpers?: string;
  /** Milliseconds that the guest may take when the check says nothing. */
  readonly timeout?: number;
  /**
   * Texts of the shell that print fields, by a name for `getFindings`. Equal texts are asked once, so a question that all
   * checks of a kind share is best the same for all. Input is empty; what is printed without a field is lost.
   */
  readonly getQuestions: (check: Check) => Readonly<Record<string, string>>;
  readonly getFindings: (check: Check, answers: Readonly<Record<string, Answer>>) => Findings;
}

export const value = (found: Json): Finding => ({ kind: 'value', value: found });

export const unknown = (reason: string): Finding => ({ kind: 'error', reason });

/** What the check is about. */
export function getSubject(kind: Kind, { id, settings }: Check): string {
  const given = settings.text(kind.subject);
  return given === undefined || given === '' ? id : given;
}

/** A field of an answer, without the line end that programs put behind it; empty when it was not said. */
export function getField(answer: Answer | undefined, name: string): string {
  return (answer?.fields[name] ?? '').replace(/\n$/, '');
}
