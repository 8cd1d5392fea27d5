import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Deployment, Places, System } from '../application';
import { LARGEST_ORDER, MOST_APPLICATIONS } from '../limits';

/** Whether an order is a number that a machine takes. */
export function checkOrder({ order }: Pick<Deployment, 'order'>, at: Places): readonly Diagnostic[] {
  if (order === undefined || (Number.isInteger(order) && order >= 0 && order <= LARGEST_ORDER)) return [];
  const subject = at('deployment.order');
  return [
    problem('AZU109', {
      detail: `The order is ${order}. Allowed: whole numbers from 0 to ${LARGEST_ORDER}; lower ones come first.`,
      ...(subject && { subject }),
    }),
  ];
}

/** An application of one machine, as far as others matter to it. */
export interface Assigned {
  readonly name: string;
  readonly version: string;
  readonly os: System;
}

/** What one machine can have together. */
export function checkTogether(applications: readonly Assigned[]): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (applications.length > MOST_APPLICATIONS)
    problems.push(
      problem('AZU110', {
        detail: `The maximum number of VM applications (max=${MOST_APPLICATIONS}, current=${applications.length}) has been exceeded.`,
        hint: 'Put several into one package, or into the image.',
      }),
    );
  const names = new Set<string>();
  for (const { name, version } of applications) {
    const key = name.toLowerCase();
    if (names.has(key))
      problems.push(
        problem('AZU111', {
          detail: `"${name}" (${version}) is there more than once: a machine has one version of an application.`,
          hint: 'Leave all out but one.',
        }),
      );
    names.add(key);
  }
  const systems = new Set(applications.map(({ os }) => os));
  if (systems.size > 1)
    problems.push(
      problem('AZU112', {
        detail: `Some of these applications are for Linux and some for Windows: ${applications.map(({ name, os }) => `${name} (${os})`).join(', ')}.`,
        hint: 'Make a profile for each system.',
      }),
    );
  return problems;
}
