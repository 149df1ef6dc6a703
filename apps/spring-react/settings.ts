import type { PostgresSettings } from 'slipway';

/** What postgres/postgres.conf says beyond the defaults, and beyond what the library computes from the resources. */
export const settings: PostgresSettings = {
  max_connections: 150, // five backends, and one more in a rollout, with 21 each
  work_mem: '16MB',
  autovacuum_work_mem: '128MB',
  temp_file_limit: '1GB', // of one process: a runaway query fails, and not the server
  checkpoint_timeout: '15min',

  // Sooner than by default
  autovacuum_analyze_threshold: 50,
  autovacuum_vacuum_scale_factor: 0.1,
  autovacuum_analyze_scale_factor: 0.05,

  // Without the values, among which are personal data
  log_statement: 'mod',
  log_parameter_max_length: 0,
  log_connections: true,
  log_disconnections: true,
  log_temp_files: 0,

  track_io_timing: true,
  track_functions: 'all',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': 10000,
  'pg_stat_statements.track': 'all',

  // No client may wait, or hold up others, for ever
  statement_timeout: '60s',
  lock_timeout: '30s',
};
