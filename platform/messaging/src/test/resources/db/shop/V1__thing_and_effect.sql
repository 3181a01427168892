create table thing (
    id      bigserial primary key,
    subject text    not null,
    number  integer not null,
    at      timestamptz not null default clock_timestamp()
);
create table effect (
    id      bigserial primary key,
    subject text    not null,
    number  integer not null,
    at      timestamptz not null default clock_timestamp()
);
