import { Failure } from '@strata/diagnostics';
import type { Fault } from '../../../../tools/fakes/arm';
import { type GalleryBed, openGalleryBed, openPackageBed, type PackageBed } from '../testing/gallery-bed';
import { publishApplication } from './publish';

// Each case makes a gallery, and machines that are busy with other tests take their time.
const PATIENCE = 120_000;

let files: PackageBed;
let bed: GalleryBed;
beforeAll(async () => {
  files = await openPackageBed();
}, PATIENCE);
afterAll(() => files[Symbol.asyncDispose]());
beforeEach(async () => {
  bed = await openGalleryBed(files);
}, PATIENCE);
afterEach(() => bed[Symbol.asyncDispose]());

const requests: Readonly<Record<string, RegExp>> = {
  'looking for the gallery': /^GET .*\/galleries\/company$/,
  'looking for the application': /^GET .*\/applications\/jq$/,
  'making the application': /^PUT .*\/applications\/jq$/,
  'making the version': /^PUT .*\/versions\/1\.7\.1$/,
  'looking for the version': /^GET .*\/versions\/1\.7\.1$/,
  'asking how far it is': /^GET .*\/operations\//i,
};

const faults: Readonly<Record<string, (match: RegExp) => Fault>> = {
  'a fault of Azure': (match) => ({ match, code: 'InternalServerError', status: 500 }),
  'too many requests': (match) => ({ match, code: 'TooManyRequests', status: 429 }),
  'a line that breaks before': (match) => ({ match, reset: 'before' }),
  'a line that breaks after': (match) => ({ match, reset: 'after' }),
  'somebody else at work': (match) => ({ match, code: 'AnotherOperationInProgress', status: 409 }),
  'faults that go on': (match) => ({ match, code: 'InternalServerError', status: 500, times: 99 }),
  'a missing permission': (match) => ({ match, code: 'AuthorizationFailed', status: 403, times: 99 }),
};

const cases = Object.entries(requests).flatMap(([request, match]) =>
  Object.entries(faults).map(([fault, make]) => [fault, request, make(match)] as const),
);

test.each(cases)(
  '%s while %s is survived or told, and the next run has the version',
  async (_fault, _request, fault) => {
    bed.fake.faults.add(fault);
    const failed = await publishApplication(bed.ports, files.makeRequest()).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failed !== undefined) {
      expect(failed).toBeInstanceOf(Failure);
      const [told] = (failed as Failure).diagnostics;
      expect(told).toMatchObject({
        code: expect.stringMatching(/^AZU\d{3}$/),
        hint: expect.stringMatching(/./),
      });
      expect(JSON.stringify(told)).not.toMatch(/sig=/);
    }
    bed.fake.faults.clear();
    await publishApplication(bed.ports, files.makeRequest());
    const found = await bed.ports.gallery.findVersion('jq', '1.7.1', bed.ports.signal);
    expect(found).toMatchObject({ provisioningState: 'Succeeded' });
    const again = await publishApplication(bed.ports, files.makeRequest());
    expect(again).toMatchObject({ kind: 'unchanged', sent: 0 });
  },
  PATIENCE,
);

test(
  'a version whose publication fails is told with the reason, and then with how to be rid of it',
  async () => {
    const match = /^PUT .*\/versions\/1\.7\.1$/;
    bed.fake.faults.add({ match, operation: { code: 'InternalServerError', message: 'no luck' } });
    await expect(publishApplication(bed.ports, files.makeRequest())).rejects.toMatchObject({
      diagnostics: [{ detail: expect.stringContaining('no luck') }],
    });
    await expect(publishApplication(bed.ports, files.makeRequest())).rejects.toMatchObject({
      diagnostics: [{ code: 'AZU115', hint: expect.stringContaining('version delete') }],
    });
  },
  PATIENCE,
);
