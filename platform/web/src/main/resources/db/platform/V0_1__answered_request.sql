-- Idempotency: what was asked under a key, and what was answered. Swept after a day.
create table answered_request (
    scope       text        not null,
    key         text        not null,
    fingerprint text        not null,
    status      integer,
    location    text,
    body        text,
    created_at  timestamptz not null,
    primary key (scope, key)
);
create index answered_request_age on answered_request (created_at);
