-- Messages about something that neither side owned when they came: tried again in a moment, in nobody's way.
create table waiting_message (
    consumer   text        not null,
    message_id uuid        not null,
    exchange   text        not null,
    type       text        not null,
    subject    text        not null,
    body       text        not null,
    attempts   integer     not null default 0,
    due_at     timestamptz not null,
    kept_at    timestamptz not null default now(),
    primary key (consumer, message_id)
);
create index waiting_message_due on waiting_message (due_at);
