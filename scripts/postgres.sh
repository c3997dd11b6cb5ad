#!/bin/sh
# Run a command against a PostgreSQL server of its own: started in a temporary folder, stopped afterwards.
# PostgreSQL will not run as root, so root hands the server to the user nobody.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { command -v initdb >/dev/null 2>&1 && bin=$(dirname "$(command -v initdb)"); }
if [ -z "$bin" ]; then
    echo "No PostgreSQL server programs here. Install Debian's postgresql and try again." >&2
    exit 1
fi
folder=$(mktemp -d)
port=${POSTGRES_TEST_PORT:-54329}
as() { if [ "$(id -u)" = 0 ]; then su nobody -s /bin/sh -c "$1"; else sh -c "$1"; fi; }
[ "$(id -u)" = 0 ] && chown nobody "$folder"
stop() { as "'$bin/pg_ctl' -D '$folder/data' -m immediate stop" >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT INT TERM
as "'$bin/initdb' -D '$folder/data' -U goldenthread -A trust -E UTF8 --no-locale" >/dev/null
as "'$bin/pg_ctl' -D '$folder/data' -o '-p $port -k $folder -h 127.0.0.1 -c fsync=off' -l '$folder/log' -w start" >/dev/null
"$bin/createdb" -h 127.0.0.1 -p "$port" -U goldenthread goldenthread
DATABASE_URL="postgresql://goldenthread@127.0.0.1:$port/goldenthread" "$@"
