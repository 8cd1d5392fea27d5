import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createProvisionContext } from '@strata/sdk/testing';
import { withDefaults } from '../testing/get-defaults';
import { openInventory } from './inventory';
import { createPrivateFiles } from './private-files';
import { makeKeyPair } from './proxy/keys';
import { type AnsibleOptions, ansibleSchema } from './schema';
import { openTarget } from './target';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-ansible-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const getOptions = (given: Partial<AnsibleOptions>) => withDefaults<AnsibleOptions>(ansibleSchema, given);
const createContext = () =>
  createProvisionContext({ ports: createNodePorts() as never, baseDirectory: folder, scratch: folder });
const getMode = (path: string) => statSync(path).mode & 0o777;

test('files of a run are for nobody else, and go with what programs left beside them', async () => {
  const files = await createPrivateFiles(createContext());
  const path = await files.write('key', 'KEY');
  writeFileSync(join(files.folder, 'left'), '');
  expect([getMode(path), getMode(files.folder)]).toEqual([0o600, 0o700]);
  await files[Symbol.asyncDispose]();
  expect(existsSync(files.folder)).toBe(false);
});

test.each([
  [false, 0],
  [true, 1],
])('an inventory in a folder of the user is for nobody else; kept: %s', async (keep, left) => {
  const context = createContext();
  await using files = await createPrivateFiles(context);
  const options = getOptions({ inventory_directory: 'inventory', keep_inventory_file: keep });
  const inventory = await openInventory(context, options, { content: 'vm\n', files });
  expect(getMode(inventory.path)).toBe(0o600);
  await inventory[Symbol.asyncDispose]();
  expect(readdirSync(join(folder, 'inventory'))).toHaveLength(left);
});

describe('the door', () => {
  const open = async (given: Partial<AnsibleOptions>, isLayer: boolean) => {
    const context = createContext();
    const { communicator } = context;
    const layer = { ...communicator, mountLayers: async () => '/x' };
    await using files = await createPrivateFiles(context);
    await using target = await openTarget(
      { ...context, communicator: isLayer ? layer : communicator },
      getOptions(given),
      files,
    );
    return target;
  };

  test('shows a key of its own unless the user has one', async () => {
    writeFileSync(join(folder, 'host'), makeKeyPair('ECDSA').private);
    expect((await open({}, false)).hasFreshHostKey).toBe(true);
    expect((await open({ ssh_host_key_file: 'host' }, false)).hasFreshHostKey).toBe(false);
  });

  test('is for root on a layer, whoever builds it, unless the user says otherwise', async () => {
    expect((await open({}, true)).user).toBe('root');
    expect((await open({ user: 'bob' }, true)).user).toBe('bob');
    expect((await open({}, false)).user).toBe(userInfo().username);
  });
});
