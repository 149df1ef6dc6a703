import { markerLine, merged } from '../../../importer/merge/merge';

const labels = { base: 'old', mine: 'mine', theirs: 'new' };

describe('merging', () => {
  test('takes the changes of both sides', async () => {
    const texts = { base: 'a\nb\nc\nd\ne', mine: 'A\nb\nc\nd\ne', theirs: 'a\nb\nc\nd\nE' };

    expect(await merged(texts, labels)).toEqual({ text: 'A\nb\nc\nd\nE', conflicts: 0 });
  });

  test('marks with the base what both change', async () => {
    const texts = { base: 'a\nb\nc', mine: 'a\nB\nc', theirs: 'a\nX\nc' };

    expect(await merged(texts, labels)).toEqual({
      text: 'a\n<<<<<<< mine\nB\n||||||| old\nb\n=======\nX\n>>>>>>> new\nc',
      conflicts: 1,
    });
  });

  test('takes the same change of both sides once', async () => {
    expect(await merged({ base: 'a', mine: 'b', theirs: 'b' }, labels)).toEqual({ text: 'b', conflicts: 0 });
  });
});

describe('the line of a conflict marker', () => {
  test.each([
    ['a\n<<<<<<< mine', 2],
    ['>>>>>>> new\r\n', 1],
    ['||||||| old', 1],
    ['Heading\n=======\n', undefined],
    ['  <<<<<<< mine', undefined],
  ])('in %j is %p', (text, line) => {
    expect(markerLine(text)).toBe(line);
  });
});
