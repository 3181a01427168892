-- Messages that wait for the broker. Sent rows are deleted, so what is here has not left.
-- Order is by id within a partition; a subject is always in the same partition.
create table outbox (
    id          bigint generated always as identity,
    partition   smallint    not null,
    message_id  uuid        not null,
    exchange    text        not null,
    routing_key text        not null,
    type        text        not null,
    subject     text        not null,
    -- text, not jsonb: it leaves byte for byte as it was written
    body        text        not null,
    -- the broker did not take it: it and what follows about its subject wait until then
    held_until  timestamptz,
    attempts    integer     not null default 0,
    created_at  timestamptz not null default now(),
    primary key (partition, id)
)
-- Rows live for milliseconds. Cleaning up after so many changes, not a share of a table that is usually empty.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
      autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
create index outbox_held on outbox (partition, subject, id) where held_until is not null;

-- What each consumer has handled: a message is handled if, and only if, its row is here.
create table inbox (
    consumer    text        not null,
    message_id  uuid        not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
);
create index inbox_age on inbox (received_at);

-- What could not be handled, for a person to replay or discard.
create table parked_message (
    consumer   text        not null,
    message_id uuid        not null,
    exchange   text        not null,
    type       text        not null,
    subject    text        not null,
    body       text        not null,
    reason     text        not null,
    attempts   integer     not null,
    parked_at  timestamptz not null default now(),
    primary key (consumer, message_id)
);
