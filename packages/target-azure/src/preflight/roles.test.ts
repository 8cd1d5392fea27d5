import { isAllowed, type ShownRole } from './roles';

const write = { action: 'Microsoft.Compute/galleries/write', isData: false, scope: '' };
const blob = {
  ...{ action: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write', isData: true },
  scope: '',
};

test.each<[string, readonly ShownRole[], typeof write, boolean]>([
  ['by its name in other letters', [{ actions: ['microsoft.compute/GALLERIES/write'] }], write, true],
  ['by a wildcard at its end', [{ actions: ['Microsoft.Compute/*'] }], write, true],
  ['by a wildcard in the middle', [{ actions: ['Microsoft.*/write'] }], write, true],
  ['not by the beginning of its name', [{ actions: ['Microsoft.Compute/galleries'] }], write, false],
  ['not by a dot that stands for anything', [{ actions: ['MicrosoftxCompute/*'] }], write, false],
  ['not where the role takes it away', [{ actions: ['*'], notActions: ['*/write'] }], write, false],
  [
    'where another role gives what one takes away',
    [{ actions: ['*'], notActions: ['*/write'] }, { actions: ['Microsoft.Compute/galleries/*'] }],
    write,
    true,
  ],
  ['not by nothing', [], write, false],
  ['not for data by what is about resources: Owner is not enough', [{ actions: ['*'] }], blob, false],
  ['for data', [{ actions: ['*'], dataActions: ['Microsoft.Storage/*/blobs/*'] }], blob, true],
])('an action is allowed %s', (_, roles, need, expected) => {
  expect(isAllowed(roles, need)).toBe(expected);
});
