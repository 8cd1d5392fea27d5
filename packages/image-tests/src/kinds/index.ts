import type { CheckKind } from '../checks/check';
import type { Kind } from '../checks/kind';
import { addrKind } from './addr';
import { commandKind } from './command';
import { dnsKind } from './dns';
import { fileKind } from './file';
import { groupKind } from './group';
import { httpKind } from './http';
import { interfaceKind } from './interface';
import { kernelParamKind } from './kernel-param';
import { matchingKind } from './matching';
import { mountKind } from './mount';
import { packageKind } from './package';
import { portKind } from './port';
import { processKind } from './process';
import { serviceKind } from './service';
import { userKind } from './user';

/** Every kind of check by goss's name. */
export const kinds: Readonly<Record<CheckKind, Kind>> = {
  addr: addrKind,
  command: commandKind,
  dns: dnsKind,
  file: fileKind,
  group: groupKind,
  http: httpKind,
  interface: interfaceKind,
  'kernel-param': kernelParamKind,
  matching: matchingKind,
  mount: mountKind,
  package: packageKind,
  port: portKind,
  process: processKind,
  service: serviceKind,
  user: userKind,
};

export function isKind(name: string): name is CheckKind {
  return Object.hasOwn(kinds, name);
}
