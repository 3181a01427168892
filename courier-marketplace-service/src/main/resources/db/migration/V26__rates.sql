-- What checkouts ask by way of intake, until couriers have answered.
create table rate_request (
    request_id  text        primary key,
    request     jsonb       not null,
    due_at      timestamptz not null,
    traceparent text
);
create index rate_request_due on rate_request (due_at);
