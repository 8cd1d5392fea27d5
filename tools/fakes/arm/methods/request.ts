import type { Json } from '../json';
import type { Cloud } from '../state/cloud';
import type { OperationError } from '../state/operations';

/** A request of which is known who asks: what each method is given. */
export interface Request {
  readonly cloud: Cloud;
  /** Of this server, for addresses in answers. */
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly version: string;
  readonly headers: { readonly ifMatch: string | undefined; readonly ifNoneMatch: string | undefined };
  readonly body: Json | undefined;
  /** What the operation that this request begins is to fail with. */
  readonly failure: OperationError | undefined;
}
