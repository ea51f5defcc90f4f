import { Pool, types } from 'pg';
import { ProblemError } from '../workshop/problems';

const INT8 = 20;

/** A pool of at most ten connections to a PostgreSQL server; throws ProblemError where the server cannot be used. */
export async function openPool(databaseUrl: string, log: (line: string) => void): Promise<Pool> {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'usher',
    max: 10,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
    },
  });
  // Without a listener, an idle connection that the server ends would end the process.
  pool.on('error', (error) => log(`database: an idle connection was lost: ${error.message}`));
  try {
    await pool.query('select 1');
    return pool;
  } catch (error) {
    await pool.end();
    throw unusable(databaseUrl, error as Error & { code?: string });
  }
}

function unusable(databaseUrl: string, error: Error & { code?: string }): ProblemError {
  const where = place(databaseUrl);
  // An AggregateError of several addresses has no message of its own.
  const cause = error.message || error.code || error.name;
  if (error.code?.startsWith('28')) {
    return new ProblemError({
      kind: 'credentials',
      summary: `The database at ${where} refuses the user or password of DATABASE_URL.`,
      next: 'Correct DATABASE_URL, or leave it out to use the embedded database.',
      cause,
    });
  }
  if (error.code === '3D000') {
    return new ProblemError({
      kind: 'unknown',
      summary: `The server at ${where} has no such database.`,
      next: 'Create it with createdb, or correct the name at the end of DATABASE_URL.',
      cause,
    });
  }
  return new ProblemError({
    kind: 'network',
    summary: `The database at ${where} does not answer.`,
    next: 'Check that the server runs and DATABASE_URL is right, or leave it out to use the embedded database.',
    cause,
  });
}

/** Host, port and database, never the user's password. */
export function place(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.host || url.searchParams.get('host') || 'localhost'}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
