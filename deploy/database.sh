#!/bin/bash
# Run once by PostgreSQL's image on an empty volume: makes the three roles and the database, and their passwords.
# The image's own script has put the administrator's password into PGPASSWORD: the socket asks for one too.
set -eu
psql --username postgres --no-psqlrc --quiet --set=database=lapwing --file=/lapwing/roles.sql postgres
for role in owner app maintenance; do
    psql --username postgres --no-psqlrc --quiet --set=role="lapwing_$role" \
        --set=password="$(cat "/run/secrets/$role-password")" postgres <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
