import { WORK_FOLDER, type AppSpec } from './apps';

/**
 * The word is hashed at start, by Jupyter itself in a file that reads the environment: neither it nor its hash is in a process list
 * or on a disk, and notebooks do not inherit it. Both apps write the shared folder with different users: hence the umask. The load
 * balancer ends TLS and says so in its headers; nobody else reaches the port. Releases before 2 know only the older names.
 */
const START_JUPYTER = `
umask 0000
mkdir -p ~/.jupyter
cat > ~/.jupyter/jupyter_server_config.py <<'PYTHON'
import os
import jupyter_server
from jupyter_server.auth import passwd
if "USHER_PASSWORD" in os.environ:
    os.environ["USHER_HASH"] = passwd(os.environ.pop("USHER_PASSWORD"))
c.PasswordIdentityProvider.hashed_password = os.environ["USHER_HASH"]
c.PasswordIdentityProvider.password_required = True
c.IdentityProvider.token = ""
if jupyter_server.version_info[0] < 2:
    c.ServerApp.password = os.environ["USHER_HASH"]
    c.ServerApp.password_required = True
    c.ServerApp.token = ""
c.ServerApp.cookie_secret = os.environ["USHER_COOKIE"].encode()
c.ServerApp.ip = "0.0.0.0"
c.ServerApp.port = 8888
c.ServerApp.root_dir = "${WORK_FOLDER}"
c.ServerApp.open_browser = False
c.ServerApp.allow_remote_access = True
c.ServerApp.trust_xheaders = True
c.ServerApp.custom_display_url = os.environ["USHER_URL"]
PYTHON
exec start-notebook.py
`;

/**
 * Four processes in one container, and whichever ends first ends the container: ECS starts it again as a whole. The passwords file
 * must be writable: Airflow opens it so.
 */
const START_AIRFLOW = `
umask 0000
mkdir -p ${WORK_FOLDER}/dags
export AIRFLOW__CORE__FERNET_KEY="$USHER_FERNET="
export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="$DATABASE_URL"
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE=/opt/airflow/usher-passwords.json
(umask 0077; printf '{"%s": "%s"}' "$USHER_USER" "$USHER_PASSWORD" > /opt/airflow/usher-passwords.json)
airflow db migrate || exit 1
trap 'kill $(jobs -p) 2>/dev/null; wait; exit 0' TERM INT
airflow scheduler &
airflow dag-processor &
airflow triggerer &
airflow api-server --port 8080 --proxy-headers &
wait -n
kill $(jobs -p) 2>/dev/null
wait
exit 1
`;

/** The API answers 200 even when its scheduler is dead, so the answer is read. */
const CHECK_AIRFLOW = `curl -fsS -m 8 http://localhost:8080/api/v2/monitor/health | python -c '
import json, sys
health = json.load(sys.stdin)
parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
sys.exit(any(health.get(part, {}).get("status") != "healthy" for part in parts))'`;

/**
 * What every seat runs unless the organiser says otherwise: 3.5 vCPU and 14 GiB of a t3.xlarge, which leaves the agent and
 * the container that makes the seat's database their part.
 */
export const DEFAULT_APPS: readonly AppSpec[] = [
  {
    name: 'jupyter',
    title: 'Jupyter',
    image: 'quay.io/jupyter/scipy-notebook:2026-10-05',
    user: 1000,
    port: 8888,
    healthPath: '/api',
    login: 'jupyter',
    healthCommand: 'wget -q -T 5 -O /dev/null http://localhost:8888/api',
    cpu: 1536,
    memory: 6144,
    // Else it logs the whole command.
    environment: { JUPYTER_DOCKER_STACKS_QUIET: '1' },
    secrets: { USHER_COOKIE: 'cookie' },
    command: ['start.sh', 'bash', '-c', START_JUPYTER],
    database: false,
    gracePeriodSeconds: 180,
    healthIntervalSeconds: 10,
  },
  {
    name: 'airflow',
    title: 'Airflow',
    image: 'apache/airflow:3.3.2',
    user: 50000,
    port: 8080,
    healthPath: '/api/v2/monitor/health',
    login: 'airflow',
    healthCommand: CHECK_AIRFLOW,
    cpu: 2048,
    memory: 8192,
    environment: {
      AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
      AIRFLOW__CORE__PARALLELISM: '4',
      AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
      AIRFLOW__CORE__DAGS_FOLDER: `${WORK_FOLDER}/dags`,
      AIRFLOW__CORE__EXECUTION_API_SERVER_URL: 'http://localhost:8080/execution/',
      AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: '{user}:admin',
      AIRFLOW__API__BASE_URL: '{url}',
      AIRFLOW__API__WORKERS: '1',
      // The load balancer alone reaches the port: its word for scheme and host is to be trusted.
      FORWARDED_ALLOW_IPS: '*',
      // A new file is found within 3 s and a changed one parsed at once, which leaves 7 of 10 for the parsing.
      AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: '2',
      AIRFLOW__DAG_PROCESSOR__BUNDLE_REFRESH_CHECK_INTERVAL: '1',
      AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE: '2',
      AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW: '2',
      // The image's entry point would look for another database than the one that was waited for.
      CONNECTION_CHECK_MAX_COUNT: '0',
    },
    secrets: {
      USHER_FERNET: 'fernet',
      AIRFLOW__API_AUTH__JWT_SECRET: 'jwt',
      AIRFLOW__API__SECRET_KEY: 'api',
    },
    command: ['/entrypoint', 'bash', '-c', START_AIRFLOW],
    database: true,
    // API server, scheduler, DAG processor and triggerer, with a pool of 2 and an overflow of 2 each; tasks ask the API.
    connections: 4 * (2 + 2),
    gracePeriodSeconds: 600,
    healthIntervalSeconds: 15,
  },
];
