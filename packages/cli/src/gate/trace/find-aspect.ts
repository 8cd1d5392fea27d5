import type { VerdictFailure } from '../verdict/verdict';
import { findNamedAccounts, makeAccountAspect } from './accounts';
import type { Aspect } from './aspect';
import { findCommandAspect } from './commands';
import { makeFileAspect } from './files';
import { makeKernelParameterAspect, makeMountAspect } from './lines';
import { makePackageAspect } from './packages';
import { findLocalPort, makePortAspect } from './ports';
import { makeProcessAspect } from './processes';
import { makeServiceAspect } from './services';

type Failure = Pick<VerdictFailure, 'label' | 'subject' | 'attribute' | 'unmet'>;

/** What of the image a failed test is about; undefined where that cannot be seen from the test. */
export function findAspect(failure: Failure): Aspect | undefined {
  return finders[failure.label]?.(failure);
}

/** By the label of a result. */
const finders: Readonly<Record<string, (failure: Failure) => Aspect | undefined>> = {
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
function findFileAspect({ subject, attribute, unmet = [] }: Failure): Aspect {
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
