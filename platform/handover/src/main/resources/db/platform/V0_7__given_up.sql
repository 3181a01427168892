-- From which epoch a row was last given up, so that a repeated answer says the same.
create table given_up (
    kind       text   not null,
    id         text   not null,
    epoch      bigint not null,
    from_epoch bigint not null,
    primary key (kind, id)
);
