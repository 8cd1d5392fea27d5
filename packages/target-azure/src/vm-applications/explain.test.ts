import { explainApplicationError, hideSignature } from './explain';

test.each([
  ['Current VM Application Version 1.0.0 was deprecated at 2026-01-01.', 'AZU106'],
  ["Current VM Application Version 1.0.0 supports OS Linux, while current OSDisk's OS is Windows.", 'AZU112'],
  ['The maximum number of VM applications (max=5, current=6) has been exceeded.', 'AZU110'],
  ['More than one VM Application was specified with the same packageReferenceId.', 'AZU111'],
  ['Subscription not authorized to access this image.', 'AZU117'],
  ["Storage account in the arguments doesn't exist.", 'AZU118'],
  [
    'The platform image x is not available. Verify that all fields in the storage profile are correct.',
    'AZU118',
  ],
  ['The gallery image x is not available in westus region. Please contact image owner.', 'AZU104'],
  ['The SAS is not valid for source uri https://a/b.', 'AZU116'],
  ["The blob referenced by source uri https://a/b doesn't exist.", 'AZU107'],
  [
    'The gallery application version url https://a/b cannot be accessed due to the following error: remote name not found.',
    'AZU116',
  ],
  ['Operation update is not allowed on application x since it is marked for deletion.', 'AZU114'],
  [
    "The value 4 of parameter 'galleryApplicationVersion.properties.publishingProfile.replicaCount' is out of range.",
    'AZU105',
  ],
  [
    "Changing property 'galleryApplicationVersion.properties.publishingProfile.manageActions.install' is not allowed.",
    'AZU113',
  ],
  [
    "The blob referenced by source uri https://a/b is too big: size = 3. The maximum blob size allowed is '1 GB'.",
    'AZU108',
  ],
  ['The blob referenced by source uri https://a/b is empty.', 'AZU107'],
  [
    'Append blob type is not supported for create operation. Only page blobs and block blobs are supported.',
    'AZU116',
  ],
  [
    'The gallery application version name is invalid. It should follow Major(int32).Minor(int32).Patch(int32) format',
    'AZU101',
  ],
  ['Duplicate regions are not allowed in target publishing regions.', 'AZU104'],
])('%s', (message, code) => {
  expect(explainApplicationError(message)).toMatchObject({
    code,
    detail: expect.stringContaining('Azure says: '),
    hint: expect.stringMatching(/.{10}/),
  });
});

test('what is not about applications is left to others', () => {
  expect(explainApplicationError('The resource group was not found.')).toBeUndefined();
});

test('no signature is repeated', () => {
  const link = 'https://a.example/c/b?sv=2020&sp=r&sig=abc%2F%3D';
  expect(hideSignature(`The SAS is not valid for source uri ${link}.`)).toBe(
    'The SAS is not valid for source uri https://a.example/c/b?…',
  );
});
