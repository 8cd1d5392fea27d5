import type { STS } from '@aws-sdk/client-sts';
import { describeDecoded, getEncodedMessage, withoutEncodedMessage } from '../errors/authorization-message';
import type { Observed } from './observe';

/**
 * Puts into EC2's refusals which policy is in the way, as STS decodes it. Where that is not permitted, the refusal stays as
 * it is: it is the one that matters.
 */
export function decodeRefusals(client: Observed, getSts: () => STS, signal: AbortSignal): void {
  client.middlewareStack.add(
    (next) => async (input) => {
      try {
        return await next(input);
      } catch (error) {
        await decode(error, getSts, signal);
        throw error;
      }
    },
    { step: 'initialize', name: 'strataDecodeRefusals' },
  );
}

async function decode(error: unknown, getSts: () => STS, signal: AbortSignal): Promise<void> {
  if (!(error instanceof Error)) return;
  const encoded = getEncodedMessage(error.message);
  if (encoded === undefined) return;
  try {
    const request = { EncodedMessage: encoded };
    const { DecodedMessage: text } = await getSts().decodeAuthorizationMessage(request, {
      abortSignal: signal,
    });
    if (text !== undefined)
      error.message = `${withoutEncodedMessage(error.message)} ${describeDecoded(text)}.`;
  } catch {
    signal.throwIfAborted();
  }
}
