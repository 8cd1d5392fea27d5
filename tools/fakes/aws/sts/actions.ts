import type { ActionTable } from '../action';
import { assumeRole } from './assume-role';
import { decodeAuthorizationMessage } from './decode-authorization-message';
import { getCallerIdentity } from './get-caller-identity';

export const stsActions: ActionTable = {
  AssumeRole: assumeRole,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetCallerIdentity: getCallerIdentity,
};
