import { type CallLog, createCallLog } from './call-log';
import type { FakeCredential } from './entra/tokens';
import { createFaults, type Faults } from './faults';
import { createAnswerer } from './server/answer';
import { makeCertificate } from './server/certificate';
import { listen } from './server/listen';
import { type Cloud, type CloudOptions, createCloud } from './state/cloud';

export interface FakeArmOptions extends CloudOptions {
  /** @default one that is free */
  readonly port?: number;
}

/** Azure Resource Manager, as far as images and applications of machines need it, on loopback. */
export interface FakeArm extends AsyncDisposable {
  /** `https://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** What its clients have to trust, in PEM: `tlsOptions: { ca }`. */
  readonly ca: string;
  /** May do everything, to be given to any of the SDK's clients. */
  readonly credential: FakeCredential;
  readonly cloud: Cloud;
  readonly faults: Faults;
  readonly log: CallLog;
  close(): Promise<void>;
}

/** Starts a subscription with nothing in it. All of it is in memory: nothing outlives it. */
export async function startFakeArm({ port, ...options }: FakeArmOptions = {}): Promise<FakeArm> {
  const cloud = createCloud(options);
  const faults = createFaults(cloud.clock);
  const log = createCallLog();
  const certificate = makeCertificate();
  let address = '';
  const answer = createAnswerer({ cloud, faults, log, endpoint: () => address });
  const { endpoint, close } = await listen(answer, certificate, port);
  address = endpoint;
  const credential = cloud.tokens.credential();
  const end = async () => {
    await close();
    await cloud.guests?.close();
  };
  return {
    endpoint,
    ca: certificate.cert,
    credential,
    cloud,
    faults,
    log,
    close: end,
    [Symbol.asyncDispose]: end,
  };
}
