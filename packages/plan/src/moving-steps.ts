import type { Diagnostic } from '@strata/diagnostics';
import type { Template } from '@strata/template';
import { problem } from './codes';
import { getDifferences } from './differences';
import type { BuildPlan, LayerPlan } from './plan';

/** Functions of both languages whose result is another each time. */
const MOVING = /timestamp|isotime|strftime|uuid|bcrypt/u;

const DAY = 86_400_000;

/** The template as it would be on another day and with other luck; undefined when that cannot make a difference. */
export function getOtherDay(template: Template): Template | undefined {
  if (![...template.texts.values()].some((text) => MOVING.test(text))) return undefined;
  const { clock, random } = template.ports;
  const other = {
    clock: { now: () => clock.now() + 400 * DAY + 1000 },
    random: (length: number) => random(length).map((byte) => byte ^ 0xff),
  };
  return { ...template, ports: { ...template.ports, ...other } };
}

/** The first step of a build that another day gives another key: it and those above it are never found again. */
export function checkMoving(build: BuildPlan, otherDay: BuildPlan | undefined): readonly Diagnostic[] {
  if (build.kind !== 'layers' || otherDay?.kind !== 'layers') return [];
  const pairs = build.layers.map((layer, index) => [layer, otherDay.layers[index]] as const);
  const first = pairs.find(([layer, other]) => other && layer.key !== other.key);
  return first?.[1] ? [getMoving(first[0], first[1])] : [];
}

function getMoving({ keyInput, label, range }: LayerPlan, other: LayerPlan): Diagnostic {
  const [difference] = getDifferences(keyInput.options, other.keyInput.options);
  const where = difference ? `"${difference.path}" of ${label}` : label;
  return problem('PLN009', {
    severity: 'warning',
    detail: `${where} holds the time or something random, so this step and those above it are built again each time.`,
    subject: range,
    hint: 'Leave it out, give it as a variable, or put it in a post-processor.',
  });
}
