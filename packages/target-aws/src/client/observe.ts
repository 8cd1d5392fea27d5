import type { Clock } from '@strata/sdk';
import { readAwsError } from '../errors';
import type { AwsCall } from './context';

interface Answered {
  readonly output: { readonly $metadata: Meta };
}

/** Stands around every request of a client, whatever it takes and gives. */
export type Middleware = <I, O extends Answered>(
  next: (input: I) => Promise<O>,
  context: { readonly commandName?: string },
) => (input: I) => Promise<O>;

/** Any client of the SDK. */
export interface Observed {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

interface Meta {
  readonly attempts?: number | undefined;
  readonly requestId?: string | undefined;
}

/** Tells every call of a client, with the tries that it took, once it is over. */
export function observeCalls(
  client: Observed,
  about: Pick<AwsCall, 'service' | 'region'>,
  { clock, tell }: { readonly clock: Clock; readonly tell: (call: AwsCall) => void },
): void {
  client.middlewareStack.add(
    (next, context) => async (input) => {
      const started = clock.now();
      const end = ({ attempts = 1, requestId }: Meta, error?: string) =>
        tell({
          ...about,
          action: String(context.commandName).replace(/Command$/, ''),
          attempts,
          milliseconds: clock.now() - started,
          ...(requestId !== undefined && { requestId }),
          ...(error !== undefined && { error }),
        });
      try {
        const result = await next(input);
        end(result.output.$metadata);
        return result;
      } catch (error) {
        const read = readAwsError(error);
        end(read ?? {}, read?.code ?? 'error');
        throw error;
      }
    },
    { step: 'initialize', name: 'strataObserve' },
  );
}
