import type { Json } from './canonical-json';
import { type Difference, getDifferences } from './differences';
import { digestJson } from './digest';
import { type KeptPlan, type KeptStep, type KeyedBuildPlan, keepPlan } from './kept-plan';
import type { KeyInput } from './keys';

/** Why layers, or states of a machine, will be made again: lines for people, none when nothing changed. The first one is the cause. */
export function explain(before: KeptPlan, build: KeyedBuildPlan): readonly string[] {
  const after = keepPlan(build);
  if (before.schema !== after.schema)
    return ['Another version of Strata built it last, so nobody can tell what changed.'];
  const base = explainBase(before.base, after.base);
  const steps = explainSteps(before.layers, after.layers);
  const lines = [...base, ...steps.lines];
  const first = base.length > 0 ? 0 : steps.first;
  const standing = after.layers.length - first - (base.length > 0 ? 0 : 1);
  return lines.length > 0 && standing > 0 ? [...lines, getStanding(standing, base.length > 0)] : lines;
}

function getStanding(count: number, onBase: boolean): string {
  const what = count === 1 ? 'The step' : `The ${count} steps`;
  return `${what} after ${onBase ? 'the base' : 'it'} stand${count === 1 ? 's' : ''} on what changed and will be built again.`;
}

/* The base */

function explainBase(before: KeptStep, after: KeptStep): readonly string[] {
  if (before.key === after.key) return [];
  if (before.keyInput.part !== after.keyInput.part || before.label !== after.label)
    return [`The image starts from ${after.label}, before from ${before.label}.`];
  if (after.keyInput.part === 'image') return explainParent(before.keyInput, after);
  return explainInput(before.keyInput, after.keyInput).map((line) => `${after.label}: ${line}`);
}

function explainParent(before: KeyInput, { label, keyInput }: KeptStep): readonly string[] {
  const [old, now] = [before, keyInput].map(({ inputs }) => inputs.layers as readonly string[]);
  const index = now?.findIndex((layer, at) => layer !== old?.[at]) ?? -1;
  if (old && now && (index !== -1 || old.length !== now.length)) {
    const place = index === -1 ? now.length + 1 : index + 1;
    return [
      `${label} has other content from its layer ${place} on (${now.length} layers, before ${old.length}).`,
    ];
  }
  return [`${label} has the same layers, but its package indexes are others.`];
}

/* Steps */

interface StepLines {
  readonly lines: readonly string[];
  /** Index of the first step that changed. */
  readonly first: number;
}

function explainSteps(before: readonly KeptStep[], after: readonly KeptStep[]): StepLines {
  const old = before.map(getOwnKey);
  const now = after.map(getOwnKey);
  const first = now.findIndex((key, index) => key !== old[index]);
  if (first === -1) return { lines: explainEnd(before, after), first: after.length };
  if (!old.includes(now[first] as string) && now.includes(old[first] as string, first))
    return { lines: [`${name(after, first)} is new.`], first };
  if (old.includes(now[first] as string, first))
    return { lines: [`${name(before, first)} is gone.`], first: first - 1 };
  return { lines: explainChanges(before, after, first), first };
}

/** A step by itself, wherever it stands. */
function getOwnKey({ keyInput }: KeptStep): string {
  return digestJson({ ...keyInput, base: '' } as unknown as Json);
}

function explainEnd(before: readonly KeptStep[], after: readonly KeptStep[]): readonly string[] {
  return before.slice(after.length).map((_, index) => `${name(before, after.length + index)} is gone.`);
}

function explainChanges(
  before: readonly KeptStep[],
  after: readonly KeptStep[],
  first: number,
): readonly string[] {
  return after.flatMap((step, index) => {
    const old = before[index];
    if (index < first) return [];
    if (!old) return [`${name(after, index)} is new.`];
    return explainInput(old.keyInput, step.keyInput).map((line) => `${name(after, index)}: ${line}`);
  });
}

function name(steps: readonly KeptStep[], index: number): string {
  return `Step ${index + 1}, ${steps[index]?.label}`;
}

/* What went into one key */

function explainInput(before: KeyInput, after: KeyInput): readonly string[] {
  if (before.part !== after.part) return [`it is a ${after.part} now, before a ${before.part}.`];
  const version =
    before.partVersion === after.partVersion
      ? []
      : [`${after.part} itself changed (version ${before.partVersion} → ${after.partVersion}).`];
  return [
    ...version,
    ...getDifferences(before.options, after.options).map(sayOption),
    ...getDifferences(before.inputs, after.inputs).map(sayInput),
    ...getDifferences(before.seen as Json, after.seen as Json).map(sayOption),
  ];
}

function sayOption({ path, before, after }: Difference): string {
  if (path.endsWith('.hmac')) return `the secret in ${path.slice(0, -'.hmac'.length)} changed.`;
  if (before === undefined) return `${path} has got ${show(after)}.`;
  if (after === undefined) return `${path} no longer has ${show(before)}.`;
  return `${path}: ${show(before)} → ${show(after)}.`;
}

/** Digests say nothing to people beyond that they differ. */
function sayInput(difference: Difference): string {
  const { path, before, after } = difference;
  const digests = [before, after].every((one) => typeof one === 'string' && one.startsWith('sha256:'));
  if (digests) return `the content of ${path.replace(/\.(?:content|output)$/u, '')} changed.`;
  return sayOption(difference);
}

/** Long values are cut: `plan` and the template have them whole. */
const LONGEST = 80;

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
