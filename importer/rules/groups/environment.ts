import { isSecretLiteral } from '../../../lib/core/secret-literal';
import { inferred, mapped, refused } from '../outcome';
import { ofService, type Rule, rule, when } from '../rule';
import { container, object } from '../target';

export const environment: readonly Rule[] = [
  rule(
    'environment',
    ofService('environment.*'),
    when(
      'null, of a variable of the shell that is not set',
      ({ isNull }) => isNull,
      refused('Compose takes {name} from the environment, where it is not set.', 'Set it, or write a value.'),
    ),
    when(
      'the literal of a secret, by its name or its value',
      ({ name, value }) => isSecretLiteral(name, value),
      inferred(
        [
          object('Secret/{service}-credentials', 'data.{name}'),
          container('env[name={name}].valueFrom.secretKeyRef'),
        ],
        'Its name or its value is that of a secret, and no manifest of production holds one.',
      ),
    ),
    mapped(container('env[name={name}].value')),
  ),
];
