import { createProvisionContext, createTestPorts } from '@strata/sdk/testing';
import { breakpointDefinition } from './definition';
import { breakpoint } from './provision';

function create(isPerson = true) {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return '';
  };
  const ports = { ...createTestPorts(), ...(isPerson && { ask }) };
  return { context: createProvisionContext({ ports }), asked };
}

test.each([
  ['look', 'Pausing at breakpoint provisioner with note "look".'],
  [undefined, 'Pausing at breakpoint provisioner.'],
])('with note %j a person is asked to press Enter', async (note, said) => {
  const { context, asked } = create();
  await breakpoint.provision(context, { note, disable: false });
  expect(context.reporter.said).toEqual([said]);
  expect(asked).toEqual(['Press enter to continue.']);
});

test('one that is disabled asks nobody, and needs nobody', async () => {
  const { context, asked } = create(false);
  await breakpoint.provision(context, { note: 'look', disable: true });
  expect(context.reporter.said).toEqual(['Breakpoint provisioner with note "look" disabled; continuing...']);
  expect(asked).toEqual([]);
});

test('without a person the build fails and says what to do', async () => {
  const { context } = create(false);
  await expect(breakpoint.provision(context, { note: undefined, disable: false })).rejects.toMatchObject({
    diagnostics: [
      { code: 'PRV012', detail: 'The breakpoint waits for Enter, but nobody sits at a terminal.' },
    ],
  });
});

test('it waits in every build unless it is disabled', () => {
  expect(breakpointDefinition.outside?.({ note: undefined, disable: false })).toBe(true);
  expect(breakpointDefinition.outside?.({ note: undefined, disable: true })).toBe(false);
});
