create table toy (
    id       text collate "C" primary key,
    epoch    bigint  not null,
    sequence bigint  not null,
    marks    text[]  not null,
    unknown  jsonb   not null default '{}'
);
