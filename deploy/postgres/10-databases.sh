#!/bin/bash
# Once, on an empty server: a database and a user for each application; nobody enters another's.
set -euo pipefail

database() { # name, owner's password
    psql -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

export PGUSER=${POSTGRES_USER:-postgres} PGDATABASE=postgres
database gateway "$GATEWAY_DATABASE_PASSWORD"
database monolith "$MONOLITH_DATABASE_PASSWORD"
database dispatch "$DISPATCH_DATABASE_PASSWORD"
database marketplace "$MARKETPLACE_DATABASE_PASSWORD"
database tracking "$TRACKING_DATABASE_PASSWORD"
database notification "$NOTIFICATION_DATABASE_PASSWORD"

# The edges follow the console's tables and report into three; what exactly, the console's own migration grants.
psql -v ON_ERROR_STOP=1 -v password="$EDGE_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE edge LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE gateway TO edge;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
SQL
