-- The table, owned by the app's role. Safe to run again.
BEGIN;
SET LOCAL ROLE notes;

CREATE TABLE IF NOT EXISTS notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  text text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMIT;
