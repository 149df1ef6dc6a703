import { ConfigMap } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ClusterSpec } from '../../../imports/postgresql.cnpg.io';
import type { PostgresSettings } from '../postgres/settings';
import { countsStatements, statementQueries } from '../postgres/statements';

/**
 * @internal The section `monitoring` of a cluster that loads pg_stat_statements: the operator creates the extension, and each
 * instance exposes its counts. Defines the ConfigMap `<id>-statements`.
 */
export function statementMonitoring(
  scope: Construct,
  id: string,
  database: string,
  settings?: PostgresSettings,
): Pick<ClusterSpec, 'monitoring'> {
  if (!countsStatements(settings)) return {};
  const name = `${id}-statements`;
  new ConfigMap(scope, 'statements', {
    // The instances read a changed file at once.
    metadata: { name, labels: { 'cnpg.io/reload': '' } },
    data: { [queries]: statementQueries(database) },
  });
  return { monitoring: { customQueriesConfigMap: [{ name, key: queries }] } };
}

const queries = 'queries.yaml';
