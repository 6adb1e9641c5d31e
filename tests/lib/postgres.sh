#!/bin/sh
# A PostgreSQL of the tests' own: `postgres.sh start FOLDER` makes a cluster there on a free loopback port and prints its URL;
# `postgres.sh stop FOLDER`, `restart FOLDER` and `kill FOLDER` do what they say. As root it runs as the user postgres.
set -eu
folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed" >&2
    exit 1
fi

run() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

case $1 in
start)
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    chmod 700 "$folder"
    port=$(free_port)
    run "$bin/initdb" -D "$folder/data" -U waymark -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1
    cat >>"$folder/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
shared_buffers = 128MB
# These are tests: what a power cut would lose is no loss, unless the caller asks (WAYMARK_TEST_DURABLE=1).
fsync = ${WAYMARK_TEST_DURABLE:+on}${WAYMARK_TEST_DURABLE:-off}
END
    sed -i 's/^fsync = on1$/fsync = on/' "$folder/data/postgresql.conf"
    run "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start >/dev/null
    echo "postgresql://waymark@127.0.0.1:$port/postgres"
    ;;
stop) run "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null ;;
kill) run "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null ;;
restart) run "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -m fast -w -t 60 restart >/dev/null ;;
begin)
    run "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start >/dev/null
    sed -n 's|^port = \([0-9]*\)$|postgresql://waymark@127.0.0.1:\1/postgres|p' "$folder/data/postgresql.conf"
    ;;
*) echo "usage: postgres.sh start|stop|kill|begin|restart FOLDER" >&2; exit 64 ;;
esac
