import { renamed } from '../../project/host-names';
import { segmentsOf } from '../../project/secret-values';
import { inert, inferred, mapped, refused } from '../outcome';
import { isDatabase, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, object } from '../target';

const kept = object('Secret/{secret}', 'stringData[{key}]');

const noneInProduction =
  'Its name or its value is that of a secret, and no manifest of production holds one.';

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
      'the name of the role of a `Postgres`',
      (subject) => isDatabase(subject) && isRole(subject),
      mapped(object('Secret/{service}-app', 'stringData.username')),
    ),
    when(
      'the name of the database of a `Postgres`',
      (subject) => isDatabase(subject) && subject.name === 'POSTGRES_DB',
      mapped(object('Secret/{service}-app', 'stringData.dbname')),
    ),
    when(
      'the name of the user of a `MySql`',
      (subject) => isDatabase(subject) && /^(MYSQL|MARIADB)_USER$/.test(subject.name),
      mapped(object('Secret/{service}-credentials', 'stringData.username')),
    ),
    when(
      'the name of the database of a `MySql`',
      (subject) => isDatabase(subject) && /^(MYSQL|MARIADB)_DATABASE$/.test(subject.name),
      mapped(object('Secret/{service}-credentials', 'stringData.database')),
    ),
    when(
      'a password of a database of slipway',
      (subject) => isDatabase(subject) && hasPlace(subject),
      inferred([kept], noneInProduction),
    ),
    when(
      'another variable of a database of slipway',
      isDatabase,
      inert('The construct sets the variables that the server needs.'),
    ),
    when(
      'the literal of a secret, by its name or its value',
      ({ name, value }) => secretsIn(name, value) === 'whole',
      inferred([kept, container('env[name={name}].valueFrom.secretKeyRef')], noneInProduction),
    ),
    when(
      'a text with a password, such as a URL',
      ({ name, value }) => secretsIn(name, value) === 'part',
      inferred([kept, container('env[name={name}].value')], noneInProduction),
    ),
    when(
      'a text with a host that the cluster does not have',
      ({ name, value, project }) => renamed(value, project, name) !== value,
      inferred(
        [container('env[name={name}].value')],
        'A service has the name of its Service in the cluster, so it is written in the place of the host.',
      ),
    ),
    mapped(container('env[name={name}].value')),
  ),
];

function isRole({ name, service }: Subject): boolean {
  const hasRole = service?.spec.environment !== undefined && 'APP_USER' in Object(service.spec.environment);
  return name === (hasRole ? 'APP_USER' : 'POSTGRES_USER');
}

function hasPlace({ value, project }: Subject): boolean {
  return project.secrets.placeOf(value) !== undefined;
}

function secretsIn(name: string, value: string): 'none' | 'whole' | 'part' {
  const segments = segmentsOf(name, value);
  if (segments.every((segment) => typeof segment === 'string')) return 'none';
  return segments.length === 1 ? 'whole' : 'part';
}
