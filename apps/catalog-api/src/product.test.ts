import { validateProduct } from './product';

test('a product with a name and a price is accepted', () => {
  expect(validateProduct('TEA-01', { name: 'Tea', price: 450 })).toEqual([]);
});

test('everything that is wrong with a product is said at once', () => {
  expect(validateProduct('tea', { name: ' ', price: 4.5 })).toEqual([
    'sku must be 2 to 32 capital letters, digits or dashes',
    'name must be a text of 1 to 200 characters',
    'price must be a whole number of cents, 0 or more',
  ]);
});

test.each([undefined, null, [], 'text', 7])('a body of %p is no product', (body) => {
  expect(validateProduct('TEA-01', body)).toHaveLength(2);
});
