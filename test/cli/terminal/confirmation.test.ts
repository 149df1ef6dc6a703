import { PassThrough } from 'node:stream';
import { confirmed } from '../../../cli/terminal/confirmation';

test.each([
  ['y\r', true],
  ['YES\r', true],
  ['n\r', false],
  ['\r', false],
  ['\u0003', false],
  ['\u0004', false],
])('a question that is answered with %j is %s', async (keys, isYes) => {
  const input = new PassThrough();
  const answer = confirmed('Go on?', input, new PassThrough());
  input.write(keys);

  await expect(answer).resolves.toBe(isYes);
});
