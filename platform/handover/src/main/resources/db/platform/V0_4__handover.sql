-- The routing table published last.
create table published_routing (
    only_row boolean primary key default true check (only_row),
    version  bigint  not null,
    document jsonb   not null
);

-- "Not here, and not later, but in that epoch": the right to give birth to an id, given to a side.
create table fence (
    kind       text        not null,
    id         text        not null,
    epoch      bigint      not null,
    created_at timestamptz not null default now(),
    primary key (kind, id)
);
create index fence_age on fence (created_at);

-- How far the other side has been heard, by exchange and partition of its outbox.
create table watermark (
    exchange   text        not null,
    partition  integer     not null,
    partitions integer     not null,
    at         timestamptz not null,
    primary key (exchange, partition)
);

-- How far the rows of a kind have been told to the other side.
create table backfill (
    kind        text primary key,
    last_id     text,
    told        bigint      not null default 0,
    due_at      timestamptz not null default now(),
    finished_at timestamptz
);

-- What is not as it should be between the two sides, for ops.
create table finding (
    kind     text        not null,
    id       text        not null,
    what     text        not null,
    detail   jsonb       not null,
    found_at timestamptz not null default now(),
    mended   boolean     not null,
    primary key (kind, id, what)
);
