import type { TestSubject } from '@strata/image-tests';
import type { VerdictFailure } from '../verdict/verdict';
import { findNamedAccounts, makeAccountAspect } from './accounts';
import type { Aspect } from './aspect';
import { findCommandAspect } from './commands';
import { makeFileAspect } from './files';
import { joinAspects } from './joined';
import { makeKernelParameterAspect, makeMountAspect } from './lines';
import { makePackageAspect } from './packages';
import { findLocalPort, makePortAspect } from './ports';
import { makeProcessAspect } from './processes';
import { makeServiceAspect } from './services';

/** A failed test, and what it says itself that it is about. */
export type TracedFailure = Pick<VerdictFailure, 'label' | 'subject' | 'attribute' | 'unmet' | 'units'> & {
  readonly about?: readonly TestSubject[] | undefined;
};

/** What of the image a failed test is about; undefined where that cannot be seen from the test. */
export function findAspect(failure: TracedFailure): Aspect | undefined {
  const { about = [], units = [] } = failure;
  const told = [...about, ...units.map((subject) => ({ label: 'Service', subject }))];
  if (told.length > 0)
    return joinAspects(told.flatMap((each) => findAspect({ ...each, attribute: '' }) ?? []));
  return finders[failure.label]?.(failure);
}

/** By the label of a result. */
const finders: Readonly<Record<string, (failure: TracedFailure) => Aspect | undefined>> = {
  Service: ({ subject }) => makeServiceAspect(subject),
  Port: ({ subject }) => makePortAspect(subject),
  Package: ({ subject }) => makePackageAspect(subject),
  File: findFileAspect,
  User: ({ subject, attribute }) =>
    makeAccountAspect(subject, attribute === 'groups' ? ['passwd', 'group'] : ['passwd']),
  Group: ({ subject }) => makeAccountAspect(subject, ['group']),
  Command: ({ subject }) => findCommandAspect(subject),
  HTTP: ({ subject }) => findAddressAspect(subject),
  Addr: ({ subject }) => findAddressAspect(subject),
  Process: ({ subject }) => makeProcessAspect(subject),
  KernelParam: ({ subject }) => makeKernelParameterAspect(subject),
  Mount: ({ subject }) => makeMountAspect(subject),
};

/** Of a data base of accounts the line that is not as it has to be says more than the file. */
function findFileAspect({ subject, attribute, unmet = [] }: TracedFailure): Aspect {
  const [, file] = /^\/etc\/(passwd|shadow|group)$/.exec(subject) ?? [];
  const [account, ...others] = findNamedAccounts(unmet);
  const isOne = account !== undefined && others.length === 0;
  if (isOne && (file === 'passwd' || file === 'shadow' || file === 'group'))
    return makeAccountAspect(account, [file]);
  return makeFileAspect(subject, attribute);
}

function findAddressAspect(address: string): Aspect | undefined {
  const port = findLocalPort(address);
  return port === undefined ? undefined : makePortAspect(port);
}
