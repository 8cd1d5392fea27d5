import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';
import type { Action } from '../action';
import { refuse } from '../refusal';
import { decodeDenial } from './denials';

export const decodeAuthorizationMessage: Action<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
> = ({ input }) => {
  const DecodedMessage = decodeDenial(input.EncodedMessage ?? '');
  if (DecodedMessage === undefined)
    throw refuse('InvalidAuthorizationMessageException', 'Message is not valid');
  return { DecodedMessage };
};
