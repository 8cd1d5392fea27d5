import { startFakeAzure } from '../../fake-azure/start';
import { type Azurite, type LoggedRequest, openDoor } from '../../fakes/azurite';
import { addAzureThings, describeAzure, type OpenedAzure } from './azure-things';
import type { KilledCloud, KillPoint, SeenCall } from './killed-cloud';
import type { Moment } from './moments';

/** An Azure of one case: a subscription of its own, and containers of its own in an account that all cases share. */
export interface AzureCase extends OpenedAzure, AsyncDisposable {
  readonly cloud: KilledCloud;
  readonly variables: Readonly<Record<string, string>>;
}

const BLOBS = 'blobs';

interface Gate {
  moment: Moment | undefined;
  /** Requests that it lets pass first. */
  skip: number;
}

/** @param container of the case: nobody else has blobs there, and in those whose name it begins */
export async function openAzureCase(azurite: Azurite, container: string): Promise<AzureCase> {
  const gate: Gate = { moment: undefined, skip: 0 };
  const seen: SeenCall[] = [];
  let isHanging = false;
  const door = await openDoor(azurite, {
    judge: (request) => {
      // What the resource manager itself does with disks of its own comes by the same door.
      if (!isChange(request)) return undefined;
      seen.push({ action: name(request), region: BLOBS, mutating: true });
      if (gate.moment === undefined) return undefined;
      gate.skip -= 1;
      if (gate.skip >= 0) return undefined;
      isHanging = true;
      return gate.moment;
    },
  });
  const azure = await startFakeAzure({ azurite: door });
  const { log, faults } = azure.arm;
  // One list of both, in the order in which they came.
  const add = log.add.bind(log);
  log.add = (call) => {
    add(call);
    const action = [call.method, call.type, call.action].filter(Boolean).join(' ');
    seen.push({ action, region: 'manager', mutating: call.mutating });
    if (call.error === 'hang') isHanging = true;
  };
  const opened = { azure, azurite, container };
  await addAzureThings(opened);
  return {
    ...opened,
    variables: azure.variables,
    cloud: {
      get calls() {
        return seen;
      },
      get isHanging() {
        return isHanging;
      },
      forget: () => {
        seen.length = 0;
      },
      hangFrom: ({ call, moment }: KillPoint, whole) => {
        const region = whole[call]?.region;
        const skip = whole.slice(0, call).filter((each) => each.region === region).length;
        if (region === BLOBS) Object.assign(gate, { moment, skip });
        else faults.add({ match: /^/u, skip, times: Number.MAX_SAFE_INTEGER, hang: moment });
      },
      goOn: () => {
        gate.moment = undefined;
        faults.clear();
      },
      describe: () => describeAzure(opened),
    },
    [Symbol.asyncDispose]: () => azure[Symbol.asyncDispose](),
  };
}

function isChange({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/^\/[^/]+\/md-/u.test(path);
}

function name({ method, path, part }: LoggedRequest): string {
  return [method, part ?? (path.split('/').length > 3 ? 'blob' : 'container')].join(' ');
}
