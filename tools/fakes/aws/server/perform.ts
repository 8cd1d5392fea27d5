import type { Action } from '../action';
import { blockBytes } from '../blocks/block-map';
import { type CallLog, isReading } from '../call-log';
import type { Traffic } from '../ebs/traffic';
import type { Faults } from '../faults';
import type { RateLimiter } from '../rates';
import { Refusal, refuse } from '../refusal';
import type { Service } from '../services/service';
import type { Caller } from '../state/accounts';
import type { Cloud } from '../state/cloud';
import { encodeDenial } from '../sts/denials';
import type { Operation } from '../wire/operation';
import type { Received, Reply } from '../wire/protocol';
import { suffer } from './suffer';

/** A reply, or none: the connection breaks, or nothing is ever said. */
export type Outcome = Reply | 'reset' | 'hang';

/** What answers are made from. */
export interface Backend {
  readonly cloud: Cloud;
  readonly faults: Faults;
  readonly log: CallLog;
  readonly rates: RateLimiter;
  /** Where blocks of EBS direct come and go. */
  readonly traffic: Traffic;
}

/** A request of which is known who asks whom for what. */
export interface KnownRequest {
  readonly service: Service;
  readonly operation: Operation;
  readonly action: Action<never, object>;
  readonly received: Received;
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
}

const dryRunStatus = 412;

/** Whose dry runs also say whether the request itself could be met: clients ask so for what IAM has to tell EC2. */
const checksDryRunsItself: ReadonlySet<string> = new Set(['ec2:RunInstances']);

/** Does what is asked for, with the faults that meet it, and writes it into the log. */
export async function performOperation(request: KnownRequest, backend: Backend): Promise<Outcome> {
  const { service, operation, received, region, requestId } = request;
  let input: unknown;
  const note = (error?: string) => writeLog(request, backend, { input, error });
  try {
    input = service.protocol.decode(operation, received);
    const fault = backend.faults.take(operation.name, region);
    const before = await suffer(fault, 'before');
    const output = before === undefined ? await act(request, backend, input) : {};
    const lost = before ?? (await suffer(fault, 'after'));
    const reply = lost ?? service.protocol.encode(operation, output, requestId);
    const outcome = await carryBlock(reply, received, backend.traffic);
    note(typeof outcome === 'string' ? outcome : undefined);
    return outcome;
  } catch (error) {
    note(error instanceof Refusal ? error.code : 'mistake of the fake');
    throw error;
  }
}

/** Only blocks are bytes; all else is too small to count. */
async function carryBlock(outcome: Outcome, { body }: Received, traffic: Traffic): Promise<Outcome> {
  if (typeof outcome === 'string') return outcome;
  const bytes = Math.max(body.length, outcome.body.length);
  if (bytes < blockBytes) return outcome;
  return (await traffic.carry(bytes)) ? outcome : 'hang';
}

async function act(request: KnownRequest, { cloud, rates }: Backend, input: unknown): Promise<object> {
  const { service, operation, action, caller, region } = request;
  if (!rates.allows(caller.account, region, operation.name)) throw service.refusals.throttled();
  const name = `${service.name}:${operation.name}`;
  if (cloud.denied.has(name))
    throw service.refusals.denied(
      operation.name,
      caller.arn,
      encodeDenial({ action: name, arn: caller.arn }),
    );
  if (isDryRun(input) && !checksDryRunsItself.has(name))
    throw refuse('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', {
      status: dryRunStatus,
    });
  // The schema that decoded the input is the one that the action's type was generated from.
  const decoded = input as never;
  const { account } = caller;
  return await action({
    cloud,
    region: cloud.region(region),
    account,
    caller,
    input: decoded,
    now: cloud.clock.now(),
  });
}

function isDryRun(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'DryRun' in input && input.DryRun === true;
}

function writeLog(
  { service, operation, caller, region }: KnownRequest,
  { cloud, log }: Backend,
  { input, error }: { readonly input: unknown; readonly error: string | undefined },
): void {
  log.add({
    at: cloud.clock.now(),
    service: service.name,
    action: operation.name,
    region,
    account: caller.account,
    input: leaveOutBytes(input),
    ...(error !== undefined && { error }),
    mutating: !isReading(operation.name) && !isDryRun(input),
  });
}

/** Blocks are half a MiB each, and a log of an upload would keep them all in memory. */
function leaveOutBytes(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !(value instanceof Uint8Array)));
}
