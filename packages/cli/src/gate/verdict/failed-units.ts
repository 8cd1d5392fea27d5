import type { TestResult } from '@strata/image-tests';

const question = /^(?:sudo (?:-n )?)?systemctl (?:.* )?(?:--failed|--state[= ]failed)(?: |$)/;
const unitName =
  /(?<![\w@.:\\-])[\w@:\\-][\w@.:\\-]*\.(?:service|socket|mount|automount|swap|target|timer|path|device|slice|scope)(?![\w.-])/g;

/** Names of the units that a check which asks systemd for those that failed was told; nothing else of what it was told. */
export function findFailedUnits({
  label,
  subject,
  about = subject,
  outcome,
}: Pick<TestResult, 'label' | 'subject' | 'about' | 'outcome'>): readonly string[] | undefined {
  const found = outcome.status === 'failed' ? outcome.match?.found : undefined;
  if (label !== 'Command' || typeof found !== 'string' || !question.test(about)) return undefined;
  const units = [...new Set(found.match(unitName))];
  return units.length > 0 ? units : undefined;
}
