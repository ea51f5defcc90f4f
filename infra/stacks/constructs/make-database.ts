/**
 * Shell script that makes one role and its database, and may run any number of times and for many seats at once. It waits for
 * the server as long as it takes and tries again whatever fails, since a task that ends early is started ever more rarely.
 * Environment: the PG* variables of the master user, DATABASE_ROLE, DATABASE_PASSWORD and CONNECTION_LIMIT.
 */
export const MAKE_DATABASE = `
until pg_isready -q -t 5; do
  echo "waiting for the database server"
  sleep 5
done
until psql -q -X -v ON_ERROR_STOP=1 <<'SQL'
\\set role \`printenv DATABASE_ROLE\`
\\set password \`printenv DATABASE_PASSWORD\`
\\set most \`printenv CONNECTION_LIMIT\`
SELECT format('CREATE ROLE %I LOGIN', :'role')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
SELECT format('ALTER ROLE %I PASSWORD %L CONNECTION LIMIT %s', :'role', :'password', :'most'::int) \\gexec
SELECT format('GRANT %I TO CURRENT_USER', :'role') \\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'role', :'role')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'role') \\gexec
SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', datname) FROM pg_database
 WHERE datname IN (:'role', 'postgres', 'template1') AND pg_has_role(datdba, 'USAGE')
   AND has_database_privilege('public', datname, 'CONNECT') \\gexec
SQL
do
  echo "trying again"
  sleep 5
done
echo "database $DATABASE_ROLE is ready"
`;
