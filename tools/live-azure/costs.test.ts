import { formatCosts, sumCosts } from '../live/costs';
import { estimateCosts } from './costs';

const size = 'Standard_D2s_v5';

test('a run of an hour costs less than two dollars, and a longer one more', () => {
  const hour = sumCosts(estimateCosts({ minutes: 60, size }));
  expect(hour).toBeGreaterThan(0.1);
  expect(hour).toBeLessThan(2);
  expect(sumCosts(estimateCosts({ minutes: 600, size }))).toBeGreaterThan(hour);
});

test('each kind of thing has its line, and all have a sum', () => {
  const text = formatCosts(estimateCosts({ minutes: 90, size }));
  expect(text).toMatch(/2 machines Standard_D2s_v5 .* 1.5 h each/);
  expect(text.trimEnd().split('\n').at(-1)).toMatch(/at most \d\.\d\d USD {2}all/);
});
