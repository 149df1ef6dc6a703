import { amountOf } from '../../../engine/kube/quantity';

test.each([
  ['128', 128],
  ['250m', 0.25],
  ['128974848000m', 128974848],
  ['1.5Gi', 1.5 * 1024 ** 3],
  ['20G', 20e9],
  ['129e6', 129e6],
  ['1E', 1e18],
])('the quantity %s stands for %d', (quantity, amount) => {
  expect(amountOf(quantity)).toBe(amount);
});

test.each(['', 'Gi', '1.5 Gi', '1Zi'])('%j is no quantity', (text) => {
  expect(() => amountOf(text)).toThrow(`no quantity: '${text}'`);
});
