-- Couriers that only play at carrying: they may be as quick as they like.
create table tracked_courier (
    id       text    primary key,
    sequence bigint  not null,
    sandbox  boolean not null
);
