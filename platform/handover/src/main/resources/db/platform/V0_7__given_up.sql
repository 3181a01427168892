-- With which epoch this side last owned a row that it gave up: of two that have seen as many changes, the later owner's is
-- the right one, whatever it carries along.
create table given_up (
    kind  text   not null,
    id    text   not null,
    epoch bigint not null,
    primary key (kind, id)
);
