-- Births while the other side did not answer, with their epochs: how two births of one id are known for what they are.
create table born_alone (
    kind       text        not null,
    id         text        not null,
    epoch      bigint      not null,
    created_at timestamptz not null default now(),
    primary key (kind, id)
);
