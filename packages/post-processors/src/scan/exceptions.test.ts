import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { judge, type Policy } from './policy';
import { parseExceptions, readExceptions } from './read-exceptions';
import { tellExpired, tellUnused } from './tell';

const right = `
- id: CVE-2024-0727
  package: libssl3
  reason: no PKCS12 file is read here
  expires: 2027-01-31
  by: Jo
- {id: GHSA-1, reason: "a: b", expires: "2027-02-01", by: Sam}
`;

test('a file of exceptions is a list in YAML, and so is the same in JSON', () => {
  const exceptions = [
    {
      ...{ id: 'CVE-2024-0727', package: 'libssl3', reason: 'no PKCS12 file is read here' },
      ...{ expires: '2027-01-31', by: 'Jo' },
    },
    { id: 'GHSA-1', reason: 'a: b', expires: '2027-02-01', by: 'Sam' },
  ];
  expect(parseExceptions(right, 'a.yaml')).toEqual({ exceptions, problems: [] });
  expect(parseExceptions(JSON.stringify(exceptions), 'a.json')).toEqual({ exceptions, problems: [] });
  expect(parseExceptions('# none yet\n', 'a.yaml')).toEqual({ exceptions: [], problems: [] });
});

test('everything that is wrong is told, with its line', () => {
  const text = `- id: CVE-1
  reason: x
  expires: 2027-02-30
  by: Jo
- id: CVE-2
  because: y
  reason:
- just a text
`;
  const { exceptions, problems } = parseExceptions(text, 'a.yaml');
  expect(exceptions).toEqual([]);
  expect(problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
    'PPR047 a.yaml line 1: expires is "2027-02-30", which is no day of the calendar.',
    'PPR047 a.yaml line 5: an entry has id, package, reason, expires, by, and no because.',
    'PPR047 a.yaml line 5: reason has no text.',
    'PPR047 a.yaml line 5: the entry says nothing of expires.',
    'PPR047 a.yaml line 5: the entry says nothing of by.',
    'PPR047 a.yaml has an entry that is no set of id, package, reason, expires, by.',
  ]);
});

test.each([
  ['a: [', 'line 1'],
  ['id: CVE-1', 'is no list'],
  ['text', 'is no list'],
])('%j is refused', (text, reason) => {
  expect(
    parseExceptions(text, 'a.yaml')
      .problems.map(({ detail }) => detail)
      .join(),
  ).toContain(reason);
});

test('a file that is not there is told', async () => {
  const context = createPostProcessContext({ ports: createTestPorts() });
  await expect(readExceptions(context, 'gone.yaml')).rejects.toThrow('gone.yaml cannot be read');
});

const finding = { id: 'CVE-1', package: 'a', version: '1', severity: 'high', sources: [] } as const;
const policy = (given: Policy['exceptions']): Policy => ({
  ...{ failOn: 'high', failOnUnknown: false, onlyFixed: false, today: '2026-11-22' },
  exceptions: given,
});

test('an exception that has expired counts again, and says who decided; one that fits nothing is told', () => {
  const exceptions = [
    { id: 'CVE-1', reason: 'later', expires: '2026-11-21', by: 'Jo' },
    { id: 'CVE-9', package: 'z', reason: 'never', expires: '2027-01-01' },
  ];
  const given = policy(exceptions);
  const judged = judge([finding], given);
  expect(judged[0]?.verdict).toBe('fails');
  expect(tellExpired(judged, given).map(({ detail }) => detail)).toEqual([
    'CVE-1 in a was accepted by Jo until 2026-11-21 ("later"), and counts again.',
  ]);
  expect(tellUnused(judged, given).map(({ code, severity, detail }) => [code, severity, detail])).toEqual([
    ['PPR048', 'warning', 'No finding fits CVE-9 in z.'],
  ]);
});
