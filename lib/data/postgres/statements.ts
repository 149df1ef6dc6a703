import { yamlText } from '../../yaml';
import { type PostgresSettings, preloadedLibraries } from './settings';

/** @internal Whether the server loads the extension pg_stat_statements, which counts the calls of each statement. */
export function countsStatements(settings?: PostgresSettings): boolean {
  return preloadedLibraries(settings).includes('pg_stat_statements');
}

/**
 * @internal The metrics `pg_stat_statements_calls_total` and `pg_stat_statements_seconds_total` of the 50 statements of the
 * database that have taken most time, as a file of custom queries. Both postgres_exporter and CloudNativePG read it.
 *
 * A statement is told by `queryid`: its text, which can be long, is in the view pg_stat_statements.
 *
 * @see https://github.com/prometheus-community/postgres_exporter/blob/v0.17.1/README.md
 * @see https://cloudnative-pg.io/docs/1.30/monitoring#user-defined-metrics
 */
export function statementQueries(database: string): string {
  return yamlText({
    pg_stat_statements: {
      query: statements,
      target_databases: [database],
      metrics: [
        { user: { usage: 'LABEL', description: 'Role that ran the statement' } },
        { queryid: { usage: 'LABEL', description: 'Hash of the statement without its constants' } },
        { calls_total: { usage: 'COUNTER', description: 'Number of calls' } },
        { seconds_total: { usage: 'COUNTER', description: 'Time of all calls, in seconds' } },
      ],
    },
  });
}

// One line for each statement, although the view has two for one that also runs within a function.
const statements = `SELECT pg_get_userbyid(userid) AS "user", queryid::text AS queryid,
  sum(calls)::float8 AS calls_total, sum(total_exec_time) / 1000 AS seconds_total
FROM pg_stat_statements
WHERE queryid IS NOT NULL AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
GROUP BY userid, queryid
ORDER BY seconds_total DESC
LIMIT 50
`;
