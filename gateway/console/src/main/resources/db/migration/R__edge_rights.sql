-- What edges may do here where they have a database user of their own: read what they follow, add what they have counted, and
-- nothing else. They change no flag, no key and no audit, and do not even read what they have written.
do $$
declare
    edge text := '${edge-user}';
begin
    if edge = '' then
        return;
    end if;
    execute format('revoke all on all tables in schema %I from %I', current_schema(), edge);
    execute format('grant select on api_key, api_key_secret, routing_table, followed_version to %I', edge);
    execute format('grant insert on traffic, comparison, difference to %I', edge);
end
$$;
