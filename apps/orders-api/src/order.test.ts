import { getTotal, validateOrder } from './order';

test('an order with a line is accepted', () => {
  expect(validateOrder({ lines: [{ sku: 'TEA-01', quantity: 2 }] })).toEqual([]);
});

test.each([undefined, null, [], {}, { lines: [] }, { lines: 'TEA' }])('a body of %j is no order', (body) => {
  expect(validateOrder(body)).toEqual(['lines must be a list of 1 to 50 lines']);
});

test('every wrong line is named', () => {
  expect(validateOrder({ lines: [{ sku: '', quantity: 1 }, { sku: 'A', quantity: 0.5 }, null] })).toEqual([
    'lines[0].sku must be a text',
    'lines[1].quantity must be a whole number from 1 to 1000',
    'lines[2].sku must be a text',
    'lines[2].quantity must be a whole number from 1 to 1000',
  ]);
});

test('the total counts every piece', () => {
  const line = { sku: 'A', name: 'a', price: 150, quantity: 3 };
  expect(getTotal([line, { ...line, price: 1, quantity: 1 }])).toBe(451);
});
