import type { ActionTable } from '../action';
import { type Refusal, refuse } from '../refusal';
import type { StrangerRefusals } from '../signature/authenticate';
import type { Protocol } from '../wire/protocol';

/** What services say in words of their own. */
export interface ServiceRefusals extends StrangerRefusals {
  unknownAction(action: string): Refusal;
  /** `encoded` is what STS turns into plain words again, for the services that say it so. */
  denied(action: string, arn: string, encoded: string): Refusal;
  throttled(): Refusal;
}

export interface Service {
  /** As in signatures. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly refusals: ServiceRefusals;
  readonly actions: ActionTable;
  /** The SDK's client, whose exports are the model. Loaded when the service is first asked. */
  load(): Promise<object>;
}

const forbidden = { status: 403 };

/** How services that speak JSON refuse. */
export function createJsonRefusals(service: string, status = 400): ServiceRefusals {
  return {
    unknownKey: () =>
      refuse('UnrecognizedClientException', 'The security token included in the request is invalid.', {
        status,
      }),
    badSignature: () =>
      refuse(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        { status },
      ),
    expired: () =>
      refuse('ExpiredTokenException', 'The security token included in the request is expired', { status }),
    unknownAction: () => refuse('UnknownOperationException', ''),
    denied: (action, arn) =>
      refuse('AccessDeniedException', `User: ${arn} is not authorized to perform: ${service}:${action}`, {
        status,
      }),
    throttled: () => refuse('ThrottlingException', 'Rate exceeded'),
  };
}

/** How STS, IAM and Auto Scaling refuse. */
export function createQueryRefusals(service: string): ServiceRefusals {
  return {
    unknownKey: () =>
      refuse('InvalidClientTokenId', 'The security token included in the request is invalid.', forbidden),
    badSignature: () =>
      refuse(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        forbidden,
      ),
    expired: () => refuse('ExpiredToken', 'The security token included in the request is expired', forbidden),
    unknownAction: (action) => refuse('InvalidAction', `Could not find operation ${action}`),
    denied: (action, arn) =>
      refuse('AccessDenied', `User: ${arn} is not authorized to perform: ${service}:${action}`, forbidden),
    throttled: () => refuse('Throttling', 'Rate exceeded'),
  };
}
