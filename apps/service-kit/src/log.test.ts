import { createLog } from './log';

test('a line of the log is one JSON object with its time, level and service', () => {
  const lines: string[] = [];
  createLog(
    'catalog-api',
    (line) => lines.push(line),
    () => 0,
  ).info('started', { port: 8081 });
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","service":"catalog-api","message":"started","port":8081}\n',
  ]);
});
