import { writeTable } from './table';

const golden = { name: 'golden', root: 'images/golden', sources: ['rootfs.golden'], parents: [] };
const web = { name: 'web', root: 'images/web', sources: ['rootfs.web'], parents: ['golden'] };

test('the table shows every image, its sources and what it is made from, in order', () => {
  expect(writeTable(undefined, [web, golden])).toContain(
    [
      '| image | sources | made from |',
      '| --- | --- | --- |',
      '| [golden](../images/golden) | `rootfs.golden` |  |',
      '| [web](../images/web) | `rootfs.web` | `golden` |',
    ].join('\n'),
  );
});

test('what people wrote around the table stays', () => {
  const page = `# Ours\n\nBefore.\n\n${writeTable('', [golden]).trim()}\n\nAfter.\n`;
  const next = writeTable(page, [golden, web]);
  expect(next).toMatch(/^# Ours\n\nBefore\.\n/);
  expect(next).toMatch(/\nAfter\.\n$/);
  expect(next.match(/\| image \|/g)).toHaveLength(1);
  expect(next).toContain('[web]');
});

test('a table that is up to date is left as it is', () => {
  const page = writeTable(undefined, [golden, web]);
  expect(writeTable(page, [web, golden])).toBe(page);
});
