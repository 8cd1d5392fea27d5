import { createProvisionContext } from '@strata/sdk/testing';
import { getPlaces } from './places';

const { communicator } = createProvisionContext();
const LOCAL = { ANSIBLE_LOCAL_TEMP: '/scratch/x' };

test('Ansible works in a folder of the run; in a layer also where nothing stays', () => {
  expect(getPlaces({ communicator }, { folder: '/scratch/x' })).toEqual(LOCAL);
  const layer = { ...communicator, mountLayers: async () => '/x' };
  expect(getPlaces({ communicator: layer }, { folder: '/scratch/x' })).toEqual({
    ...LOCAL,
    ANSIBLE_REMOTE_TEMP: '/tmp',
    ANSIBLE_ASYNC_DIR: '/tmp',
  });
});
