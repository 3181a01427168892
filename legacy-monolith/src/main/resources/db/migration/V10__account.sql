-- Retailers and the places they send goods from.
create table retailer (
    id         text        primary key,
    name       text        not null,
    email      text,
    phone      text,
    language   text        not null,
    created_at timestamptz not null,
    sequence   bigint      not null,
    version    integer     not null
);

create table store (
    id            text             primary key,
    retailer_id   text             not null references retailer,
    name          text             not null,
    business      text,
    address       jsonb            not null,
    lat           double precision not null,
    lng           double precision not null,
    phone         text,
    email         text,
    instructions  text,
    prep_minutes  integer,
    created_at    timestamptz      not null,
    updated_at    timestamptz      not null,
    sequence      bigint           not null,
    version       integer          not null
);
create index store_of_retailer on store (retailer_id, created_at desc, id desc);
