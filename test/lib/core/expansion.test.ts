import fc from 'fast-check';
import type { Container } from 'kubernetes-types/core/v1';
import { Probe, secretText, Task, WebService, Worker } from '../../../lib';
import { commandLineOf, environmentOf, expanded, probeCommandOf } from '../../support/kubernetes-expansion';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

/** Texts with what Kubernetes has a meaning for, and with names of variables that are there. */
const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom('$', '$', '(', ')', 'A', 'B', ' ', '\n', '{', "'", 'é', '😀'),
    maxLength: 12,
  }),
  fc.constantFrom(
    '$(A)',
    '$$(A)',
    '$$$(A)',
    '$',
    '$$',
    'pa$$word',
    '$(A',
    '$(echo $(A))',
    '"$(cat /x)" $$',
    '$A ${B}',
    '$é',
  ),
);

const env = { A: 'one', 'b.B-2': 'two' };

function containerOf(props: object): Container {
  const stack = testStack();
  new Worker(stack, 'worker', { image: 'worker:1', ...props });
  return Manifests.of(stack).pod('Deployment/worker', 'containers.0') as Container;
}

describe('Kubernetes’ own rule', () => {
  test.each([
    ['$(A) $(B)', 'one $(B)'],
    ['$$(A) $$', '$(A) $'],
    ['$$$(A)', '$one'],
    ['$A ${A} $(A', '$A ${A} $(A'],
    ['$(echo $$(A))', '$(echo $$(A))'],
    ['$é', '$\u00c3\ufffd'],
    ['$', '$'],
  ])('makes %j into %j', (text, result) => {
    expect(expanded(text, new Map([['A', 'one']]))).toBe(result);
  });
});

describe('a text reaches the process exactly as written', () => {
  test('in env, beside other variables', () => {
    fc.assert(
      fc.property(texts, texts, (one, two) => {
        const given = { ...env, TEXT: one, OTHER: two };
        expect(Object.fromEntries(environmentOf(containerOf({ env: given }).env))).toEqual(given);
      }),
    );
  });

  test('in command and args', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 3 }), fc.array(texts, { maxLength: 3 }), (command, args) => {
        expect(commandLineOf(containerOf({ env, command, args }))).toEqual([...command, ...args]);
      }),
    );
  });

  test('in the command of a probe', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 3 }), (command) => {
        const readiness = Probe.fromCommand(command);
        expect(probeCommandOf(containerOf({ env, readiness }))).toEqual(command);
      }),
    );
  });

  test('in the check of a task that another workload waits for', () => {
    fc.assert(
      fc.property(texts, (doneCheck) => {
        const stack = testStack();
        const task = new Task(stack, 'task', { image: 'task:1', env, doneCheck });
        new WebService(stack, 'web', { image: 'web:1', port: 80, startsAfter: [task] });
        const wait = Manifests.of(stack).pod('Deployment/web', 'initContainers.0') as Container;
        expect(commandLineOf(wait)[2]).toBe(`until ${doneCheck}; do echo "waiting for task"; sleep 1; done`);
      }),
    );
  });

  test('around the secrets of a secretText', () => {
    const secret = { secret: 'cache', key: 'password' };
    fc.assert(
      fc.property(texts, texts, texts, (before, between, after) => {
        const { raw } = { raw: [before, between, after] };
        const text = secretText(Object.assign([...raw], { raw }), secret, secret);
        const variables = environmentOf(containerOf({ env: { ...env, TEXT: text } }).env, 'pa$$(A)');
        expect(variables.get('TEXT')).toBe([before, between, after].join('pa$$(A)'));
      }),
    );
  });
});

test('a text that Kubernetes does not change is in the manifest as it is', () => {
  const args = ['$HOME/bin', '${A}', 'printf %s "$(cat /etc/name)"', '^x$', '100 $'];

  expect(containerOf({ args })).toMatchObject({ args });
});
