import type { LoggedCall } from '../../../../tools/fakes/aws';
import type { PolicyDocument } from '../policy';

/** Services as policies call them, where the signature has another word. */
const PREFIXES: Readonly<Record<string, string>> = { sts: 'sts', ebs: 'ebs' };

/** Whom AWS takes one for may be asked by everybody, and roles are taken on by those whom the role names. */
const FREE = new Set(['sts:GetCallerIdentity', 'sts:AssumeRole']);

/** Actions among some calls that a policy does not allow for anything, each once. */
export function findDenied(policy: PolicyDocument, calls: readonly LoggedCall[]): readonly string[] {
  const allowed = new Set(policy.Statement.flatMap(({ Action }) => Action));
  const asked = calls.map(({ service, action }) => `${PREFIXES[service] ?? service}:${action}`);
  return [...new Set(asked)].filter((action) => !allowed.has(action) && !FREE.has(action)).sort();
}
