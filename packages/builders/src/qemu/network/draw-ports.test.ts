import { drawPorts } from './draw-ports';

test('every port of a range comes once', () => {
  const ports = [...drawPorts({ min: 8000, max: 8009 })];
  expect(ports.toSorted()).toEqual([8000, 8001, 8002, 8003, 8004, 8005, 8006, 8007, 8008, 8009]);
});

test('a range of one port gives it', () => {
  expect([...drawPorts({ min: 22, max: 22 })]).toEqual([22]);
});

test('the first is drawn', () => {
  const first = () => drawPorts({ min: 1, max: 60_000 }).next().value;
  expect(new Set(Array.from({ length: 20 }, first)).size).toBeGreaterThan(1);
});
