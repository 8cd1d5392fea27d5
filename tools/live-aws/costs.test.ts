import { formatCosts, sumCosts } from '../live/costs';
import { estimateCosts } from './costs';

test('a run of an hour costs less than two dollars, and a longer one more', () => {
  const hour = sumCosts(estimateCosts({ minutes: 60 }));
  expect(hour).toBeGreaterThan(0.1);
  expect(hour).toBeLessThan(2);
  expect(sumCosts(estimateCosts({ minutes: 600 }))).toBeGreaterThan(hour);
});

test('EC2 counts a begun hour, and so does the estimate', () => {
  expect(sumCosts(estimateCosts({ minutes: 1 }))).toBe(sumCosts(estimateCosts({ minutes: 60 })));
});

test('each kind of thing has its line, and all have a sum', () => {
  const text = formatCosts(estimateCosts({ minutes: 90 }));
  expect(text).toMatch(/2 machines t3.small with addresses, 1.5 h each/);
  expect(text.trimEnd().split('\n').at(-1)).toMatch(/at most \d\.\d\d USD {2}all/);
});
