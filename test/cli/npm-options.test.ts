import { Command } from 'commander';
import { checkNpmOptions } from '../../cli/npm-options';
import { failureOf } from '../support/failure';

const up = new Command('up').option('--all').option('--skip-images').option('--no-rollback').option('--yes');
const npm = { npm_lifecycle_event: 'up', npm_command: 'run' };

describe('an option that npm took for itself', () => {
  test.each([
    ['npm_config_all', 'true', "npm did not pass '--all' on to slipway", "'npm run up -- shop --all'"],
    [
      'npm_config_skip_images',
      'true',
      "npm did not pass '--skip-images' on to slipway",
      '-- shop --skip-images',
    ],
    ['npm_config_rollback', '', "npm did not pass '--no-rollback' on to slipway", '-- shop --no-rollback'],
  ])('is told by %s=%j, with the command as it works', (name, value, message, fix) => {
    const check = () => {
      checkNpmOptions(up, ['up', 'shop'], { ...npm, [name]: value });
    };

    expect(failureOf(check)).toMatchObject({ message, fix: expect.stringContaining(fix) as string });
  });

  test.each([
    ['is no option of the command', ['up'], { ...npm, npm_config_audit: 'true' }],
    ['reached the command too', ['up', '--all'], { ...npm, npm_config_all: 'true' }],
    ['is an option of npm that a user may have configured', ['up'], { ...npm, npm_config_yes: 'true' }],
    ['is of another command of npm', ['up'], { npm_command: 'exec', npm_config_all: 'true' }],
    ['is none: slipway was not run by npm', ['up'], { npm_config_all: 'true' }],
    [
      'is the positive form of one that the command has as --no-rollback',
      ['up'],
      { ...npm, npm_config_rollback: 'true' },
    ],
  ])('is not seen where it %s', (_, words, env) => {
    expect(() => {
      checkNpmOptions(up, words, env);
    }).not.toThrow();
  });
});
