-- Where addresses are, as far as somebody was asked; a point that is null: nobody knew.
create table known_address (
    digest       text             primary key,
    lat          double precision,
    lng          double precision,
    looked_up_at timestamptz      not null
);

-- Files of orders, as they came, until all their rows are worked through.
create table order_import (
    id          text        primary key,
    retailer_id text        not null,
    zone        text        not null,
    file        bytea,
    status      text        not null,
    detail      text,
    rows        integer     not null,
    at_row      integer     not null default 1,
    accepted    integer     not null default 0,
    unchanged   integer     not null default 0,
    refused     integer     not null default 0,
    tries       integer     not null default 0,
    due_at      timestamptz,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    finished_at timestamptz,
    traceparent text
);
create index order_import_due on order_import (due_at) where due_at is not null;
create index order_import_of_retailer on order_import (retailer_id, created_at desc, id desc);
create index order_import_by_age on order_import (created_at);

-- What of them goes back to whoever wrote it.
create table refused_row (
    import_id  text    not null references order_import (id) on delete cascade,
    row_number integer not null,
    faults     jsonb   not null,
    fields     jsonb   not null,
    primary key (import_id, row_number)
);
