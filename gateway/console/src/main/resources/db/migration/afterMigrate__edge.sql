-- After each start: what an edge with a database user of its own, called "edge", follows, and where it reports to. Nothing
-- else here is its business, the audit and the accounts least of all.
do $$
begin
    if exists (select from pg_roles where rolname = 'edge') then
        grant select on api_key, api_key_secret, routing_table, followed_version to edge;
        grant insert on traffic, comparison, difference to edge;
    end if;
end
$$;
