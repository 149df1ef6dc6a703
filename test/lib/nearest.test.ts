import { nearest } from '../../lib/nearest';

const stacks = ['flask-nginx', 'go-next', 'nest-bun', 'spring-react', 'fastapi-mongo'];

describe('the nearest name', () => {
  test.each([
    ['flask-ngnix', 'flask-nginx'],
    ['flask', 'flask-nginx'],
    ['flsk', 'flask-nginx'],
    ['Spring-React', 'spring-react'],
    ['gonext', 'go-next'],
    ['mongo', 'fastapi-mongo'],
  ])('to %s is %s', (typed, expected) => {
    expect(nearest(typed, stacks)).toBe(expected);
  });

  test.each(['wordpress', 'x', ''])('to %j is none', (typed) => {
    expect(nearest(typed, stacks)).toBeUndefined();
  });

  test('to a short one is not just any other short one', () => {
    expect(nearest('tls', ['to', 'host'])).toBeUndefined();
  });

  test('is undefined without names', () => {
    expect(nearest('flask', [])).toBeUndefined();
  });
});
