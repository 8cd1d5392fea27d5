import { seedParameter, seedSecret } from '../../../../tools/fakes/aws';
import { addImage } from '../testing/add-image';
import { getTimeLimit, getTold, type MatrixSubject } from '../testing/fault-matrix/subject';
import { matrixSuite } from '../testing/fault-matrix/suite';
import { troubles } from '../testing/fault-matrix/troubles';
import { noAccess } from '../testing/no-access';
import { type OpenedFake, openFake } from '../testing/open-fake';
import { amiData } from './ami/read';
import { parameterData } from './parameter/read';
import { secretData } from './secret/read';

/** As often as a template that says nothing of it has it. */
const access = { ...noAccess, max_retries: 10 };

function create(
  name: string,
  prepare: (opened: OpenedFake) => Promise<unknown>,
  read: (opened: OpenedFake) => Promise<unknown>,
): MatrixSubject {
  return {
    name,
    async run(trouble) {
      await using opened = await openFake({ variables: getTimeLimit(trouble), isOneClock: true });
      await prepare(opened);
      opened.fake.log.clear();
      if (trouble) opened.fake.faults.add(trouble.fault);
      const told = await getTold(() => read(opened));
      const left = opened.fake.log.mutating().map(({ action }) => action);
      return { told, undone: told, calls: [...opened.fake.log.calls], left };
    },
  };
}

const region = 'eu-central-1';
const subjects = [
  create(
    'data of an image',
    async (opened) => addImage(await opened.open(), { name: 'base-1' }),
    ({ context }) =>
      amiData.read(context, {
        ...{ ...access, most_recent: true, include_deprecated: false },
        ...{ filters: { name: 'base-*' }, owners: ['self'] },
      }),
  ),
  create(
    'data of a parameter',
    async ({ fake }) => seedParameter(fake.cloud, { region, name: '/images/base', value: 'ami-1' }),
    ({ context }) => parameterData.read(context, { ...access, name: '/images/base', with_decryption: true }),
  ),
  create(
    'data of a secret',
    async ({ fake }) => seedSecret(fake.cloud, { region, name: 'app/db', value: 'hunter2' }),
    ({ context }) =>
      secretData.read(context, {
        ...{ ...access, name: 'app/db' },
        ...{ key: undefined, version_id: undefined, version_stage: undefined },
      }),
  ),
];

// They change nothing that they could be killed after.
matrixSuite(
  subjects,
  troubles.filter(({ end }) => end !== 'sweep'),
);
