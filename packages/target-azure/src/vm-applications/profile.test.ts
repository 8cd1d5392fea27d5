import { makeProfile } from './profile';
import { checkTogether } from './rules';

const deployment = { treatFailureAsDeploymentFailure: true, automaticUpgrade: false };

test('a profile has applications in their order, those without one last, and says that failures count', () => {
  expect(
    makeProfile([
      { id: '/c', deployment },
      { id: '/b', deployment: { ...deployment, order: 2, automaticUpgrade: true } },
      { id: '/a', deployment: { ...deployment, order: 0 } },
    ]),
  ).toEqual({
    galleryApplications: [
      {
        packageReferenceId: '/a',
        order: 0,
        treatFailureAsDeploymentFailure: true,
        enableAutomaticUpgrade: false,
      },
      {
        packageReferenceId: '/b',
        order: 2,
        treatFailureAsDeploymentFailure: true,
        enableAutomaticUpgrade: true,
      },
      { packageReferenceId: '/c', treatFailureAsDeploymentFailure: true, enableAutomaticUpgrade: false },
    ],
  });
});

const make = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    name: `a${number}`,
    version: '1.0.0',
    os: 'Linux' as const,
  }));

test.each([
  [make(25), []],
  [make(26), ['AZU110']],
  [[...make(1), { name: 'A0', version: '2.0.0', os: 'Linux' as const }], ['AZU111']],
  [[...make(1), { name: 'w', version: '1.0.0', os: 'Windows' as const }], ['AZU112']],
])('what one machine cannot have together is told: %#', (applications, codes) => {
  expect(checkTogether(applications).map(({ code }) => code)).toEqual(codes);
});
