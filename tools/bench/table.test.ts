import { formatFigures } from './table';

describe('the table of a case', () => {
  it('says median, least and most of each figure with its unit, and whether the goal was met', () => {
    const lines = formatFigures([
      { name: 'a disk', values: [3, 1, 2], goal: { text: 'at most 2.1 s', met: true } },
      {
        name: 'blocks',
        values: [10],
        unit: 'MiB',
        note: 'of 512 KiB',
        goal: { text: 'at most 5', met: false },
      },
    ]);
    expect(lines.map((line) => line.split(/ {2,}/u))).toEqual([
      ['', 'median', 'min', 'max', 'runs'],
      ['a disk', '2.00', '1.00', '3.00', 's', '3', 'at most 2.1 s: met'],
      ['blocks', '10.00', '10.00', '10.00', 'MiB', '1', 'of 512 KiB, at most 5: missed'],
    ]);
  });
});
