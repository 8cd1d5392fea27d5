import type { Clock } from '@strata/sdk';
import { requestText, type TextRequest, type TextResponse } from './request-text';

/** As Vault's own client does: three times in all, for faults that pass. */
const pauses = [500, 1000];
const mostRedirects = 3;

/** Asks again when the server has a fault of its own, and follows it to where it leads: a standby leads to the active one. */
export async function requestPatiently(
  request: TextRequest,
  clock: Pick<Clock, 'sleep'>,
): Promise<TextResponse> {
  let response = await requestFollowing(request);
  for (const pause of pauses) {
    if (!isPassing(response)) break;
    await clock.sleep(pause, request.signal);
    response = await requestFollowing(request);
  }
  return response;
}

/** 501 is for good; 503 of Vault is "sealed", which may be over in a moment. */
function isPassing({ status }: TextResponse): boolean {
  return status === 412 || (status >= 500 && status !== 501);
}

async function requestFollowing(request: TextRequest): Promise<TextResponse> {
  let { url } = request;
  for (let redirects = 0; ; redirects++) {
    const response = await requestText({ ...request, url });
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
    if (!isRedirect || response.location === undefined) return response;
    const next = new URL(response.location, url);
    if (redirects === mostRedirects) throw new Error('the server redirects without end');
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      throw new Error(`the server redirects to ${next.origin}, which is not encrypted`);
    url = next;
  }
}
