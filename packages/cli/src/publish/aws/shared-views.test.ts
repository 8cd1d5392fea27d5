import { createTestPorts } from '@strata/sdk/testing';
import { openSharedViews } from './shared-views';

const { signal } = new AbortController();
const view = { images: [], parameters: new Map([['/images/golden/stable', 'ami-1']]) };

function createWorld() {
  const ports = createTestPorts();
  let looks = 0;
  const look = async () => {
    looks += 1;
    return view;
  };
  const open = (run: string | undefined, about: readonly unknown[] = []) => {
    const environment = { ...ports.environment, variables: { NX_INVOCATION_ANCESTOR_PIDS: run } };
    return openSharedViews({ ports: { ...ports, environment }, signal, folder: '/views', about });
  };
  return { ports, look, open, count: () => looks };
}

test('one process of a run looks, and the others take what it saw', async () => {
  const { open, look, count } = createWorld();
  await open('1,2')?.find('eu-west-1', look);
  expect(await open('1,2')?.find('eu-west-1', look)).toEqual(view);
  expect(count()).toBe(1);
});

test('another region, another run and another login look for themselves', async () => {
  const { open, look, count } = createWorld();
  await open('1,2')?.find('eu-west-1', look);
  await open('1,2')?.find('us-east-1', look);
  await open('1,3')?.find('eu-west-1', look);
  await open('1,2', ['profile'])?.find('eu-west-1', look);
  expect(count()).toBe(4);
});

test('what is not true any more is looked up again', async () => {
  const { open, look, count, ports } = createWorld();
  await open('1,2')?.find('eu-west-1', look);
  await open('1,2')?.remove('eu-west-1');
  await open('1,2')?.find('eu-west-1', look);
  expect(count()).toBe(2);
  const [name = ''] = await ports.files.list('/views');
  await ports.files.write(`/views/${name}`, '{"cut');
  await open('1,2')?.find('eu-west-1', look);
  expect(count()).toBe(3);
});

test('outside Nx nothing is shared', () => {
  expect(createWorld().open(undefined)).toBeUndefined();
});
