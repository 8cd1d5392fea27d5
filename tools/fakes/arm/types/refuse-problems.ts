import { type Refusal, type RefusalDetail, refuse } from '../refusal';
import type { Problem } from './resource-type';

/** Says all that is wrong with a body, by the first of it. */
export function refuseProblems(problems: readonly Problem[]): Refusal {
  const details: readonly RefusalDetail[] = problems.map((problem) => ({
    code: codes[problem.kind],
    message: problem.message,
    target: problem.path,
  }));
  const [first] = details;
  if (!first) throw new Error('Nothing is wrong with this body.');
  return refuse(first.code, first.message, {
    ...(first.target !== undefined && { target: first.target }),
    ...(details.length > 1 && { details }),
  });
}

/** Bodies that do not parse into the type are refused before any value of theirs is looked at. */
const codes: Readonly<Record<Problem['kind'], string>> = {
  unknown: 'InvalidRequestContent',
  type: 'InvalidRequestContent',
  missing: 'InvalidParameter',
  readOnly: 'InvalidParameter',
  value: 'InvalidParameter',
};
