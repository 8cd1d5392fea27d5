import { toFatTime } from './entries';

test.each([
  [1_700_000_000, 2023, 11, 14, 22, 13, 20],
  [0, 1980, 1, 1, 0, 0, 0],
  [10_000_000_000, 2107, 12, 31, 23, 59, 58],
])('%s seconds are %s-%s-%s %s:%s:%s on a disk', (seconds, year, month, day, hour, minute, second) => {
  const { date, time } = toFatTime(seconds);
  expect([1980 + (date >> 9), (date >> 5) & 15, date & 31]).toEqual([year, month, day]);
  expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([hour, minute, second]);
});
