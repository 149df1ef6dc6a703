import { logsCommand } from '../../../cli/commands/logs';
import project from '../../../slipway.config';

function parsed(...args: string[]): Record<string, unknown> {
  const command = logsCommand(() => project)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.action(() => undefined).parse(['flask-nginx', ...args], { from: 'user' });
  return command.opts();
}

describe('slipway logs', () => {
  test('hands a number of lines and a duration on to kubectl', () => {
    expect(parsed('--tail', '20', '--since', '1h30m')).toMatchObject({ tail: '20', since: '1h30m' });
  });

  test('passes --previous on to kubectl, and refuses it together with --follow', async () => {
    expect(parsed('--previous')).toMatchObject({ previous: true });
    await expect(
      logsCommand(() => project).parseAsync(['flask-nginx', '-f', '--previous'], { from: 'user' }),
    ).rejects.toThrow("'--follow' and '--previous' can't be used together");
  });

  test('prints the last hundred lines of each container by default', () => {
    expect(parsed()).toMatchObject({ tail: '100' });
    expect(parsed('--tail', 'all')).toMatchObject({ tail: '-1' });
  });

  test.each([
    ['--tail', 'abc', "Write a number of lines such as 100, or 'all'."],
    ['--tail', '-5', "Write a number of lines such as 100, or 'all'."],
    ['--since', 'banana', 'Write a duration such as 90s, 5m or 1h30m.'],
  ])('refuses %s %s', (option, value, message) => {
    expect(() => parsed(`${option}=${value}`)).toThrow(message);
  });
});
