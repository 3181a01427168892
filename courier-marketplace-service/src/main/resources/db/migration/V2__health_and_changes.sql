-- What became of bookings, read over two weeks again and again, without the rows that are wide.
create index booking_record on booking (requested_at) include (courier_id, status, reason, answered_at, ended_at);

-- Which transaction changed couriers last, so that whoever keeps copies sees at a look that they are old.
create table courier_change (
    only_row boolean primary key default true check (only_row),
    last     xid8    not null
);
insert into courier_change (last) values (pg_current_xact_id());

create function courier_changed() returns trigger language plpgsql as $$
begin
    update courier_change set last = pg_current_xact_id() where last <> pg_current_xact_id();
    return null;
end
$$;

-- When the transaction ends, for until then nobody else could change any courier.
create constraint trigger courier_changed
    after insert or update or delete on courier
    deferrable initially deferred
    for each row execute function courier_changed();
