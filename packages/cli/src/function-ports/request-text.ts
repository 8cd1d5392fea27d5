import { type RequestOptions as HttpOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** A GET of a small text. */
export interface TextRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** For https. */
  readonly tls: TlsOptions;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface TlsOptions {
  /** Certificates to trust instead of the well-known ones, in PEM form. */
  readonly ca?: string;
  readonly servername?: string;
  /** @default true */
  readonly rejectUnauthorized?: boolean;
}

export interface TextResponse {
  readonly status: number;
  readonly text: string;
  /** Where it leads to, of a redirect. */
  readonly location?: string;
}

/** No secret is longer: Vault and Consul take a megabyte at most. */
const mostBytes = 4 << 20;

/** Rejects with what Node says when the server cannot be reached, is too slow, or sends too much. */
export async function requestText({
  url,
  headers,
  tls,
  timeout,
  signal,
}: TextRequest): Promise<TextResponse> {
  const late = AbortSignal.timeout(timeout);
  const options = { headers, signal: AbortSignal.any([signal, late]), ...(url.protocol === 'https:' && tls) };
  try {
    return await send(url, options);
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw new Error(`no answer within ${timeout / 1000} seconds`, { cause: error });
    throw error;
  }
}

function send(url: URL, options: HttpOptions): Promise<TextResponse> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > mostBytes) sent.destroy(new Error(`the answer is larger than ${mostBytes >> 20} MiB`));
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        const text = Buffer.concat(chunks).toString();
        resolve({ status, text, ...(headers.location && { location: headers.location }) });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
