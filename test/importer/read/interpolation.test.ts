import { errorsOf, readFiles, readText, warningsOf } from '../../support/compose-files';

const image = (text: string) => `services:\n  web:\n    image: ${text}\n`;

describe('interpolation', () => {
  test.each([
    ['$SET', 'one'],
    ['a-${SET}', 'a-one'],
    ['${SET:-other}', 'one'],
    ['${EMPTY:-other}', 'other'],
    ['${EMPTY-other}x', 'x'],
    ['${UNSET-other}', 'other'],
    ['${UNSET:-${SET}}', 'one'],
    ['${SET:+there}', 'there'],
    ['a${UNSET+there}', 'a'],
    ['${SET:?is needed}', 'one'],
    ['a-$$SET', 'a-$SET'],
    ['$${SET}', '${SET}'],
  ])('%s is %s', async (text, value) => {
    const model = await readText(image(`'${text}'`), { env: { SET: 'one', EMPTY: '' } });

    expect(model.project).toMatchObject({ services: { web: { image: value } } });
  });

  test('tells each text with its variables, their defaults, and whether they are set', async () => {
    const { interpolations } = await readText(image('${REGISTRY:-docker.io}/${NAME:?}:$TAG'), {
      env: { NAME: 'web', TAG: '1' },
    });

    expect(interpolations).toEqual([
      {
        template: '${REGISTRY:-docker.io}/${NAME:?}:$TAG',
        value: 'docker.io/web:1',
        variables: [
          { name: 'NAME', default: '', required: true, set: true },
          { name: 'REGISTRY', default: 'docker.io', required: false, set: false },
          { name: 'TAG', default: '', required: false, set: true },
        ],
      },
    ]);
  });

  test('gives the model without interpolation if asked', async () => {
    const { uninterpolated } = await readText(image('${NAME:-web}'), { uninterpolated: true });

    expect(uninterpolated).toMatchObject({ services: { web: { image: '${NAME:-web}' } } });
  });

  test('warns of a variable that is not set', async () => {
    const model = await readText(image('web:$TAG'));

    expect(warningsOf(model)).toEqual(['The "TAG" variable is not set. Defaulting to a blank string.']);
  });

  test('reports every variable that is needed and not set, each in its line', async () => {
    const model = await readText('services:\n  web:\n    image: ${A:?no a}\n    command: ${B:?no b}\n');

    expect(errorsOf(model)).toEqual([
      'compose.yaml:4:5 error while interpolating services.web.command: required variable B is missing a value: no b',
      'compose.yaml:3:5 error while interpolating services.web.image: required variable A is missing a value: no a',
    ]);
  });
});

describe('variables', () => {
  const files = { 'compose.yaml': image('web:$TAG'), '.env': 'TAG=of-env\n', 'other.env': 'TAG=of-other\n' };
  const imageOf = async (options?: Parameters<typeof readFiles>[1]) =>
    (await readFiles(files, options)).project;

  test('come from .env beside the Compose file', async () => {
    expect(await imageOf()).toMatchObject({ services: { web: { image: 'web:of-env' } } });
  });

  test('come from the environment before .env', async () => {
    expect(await imageOf({ env: { TAG: 'of-shell' } })).toMatchObject({
      services: { web: { image: 'web:of-shell' } },
    });
  });

  test('come from the files that are named, in the place of .env', async () => {
    const model = await readFiles(files, { envFiles: ['/shop/other.env'] });

    expect(model.project).toMatchObject({ services: { web: { image: 'web:of-other' } } });
    expect(model.envFiles).toEqual(['/shop/other.env']);
  });

  test('an env file that does not exist is an error', async () => {
    expect(errorsOf(await readFiles(files, { envFiles: ['/shop/none.env'] }))).toEqual([
      expect.stringContaining('/shop/none.env'),
    ]);
  });
});
