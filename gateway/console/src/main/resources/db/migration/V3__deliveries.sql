-- What operations need to find a delivery: who owns it and what became of it. No names, phones, addresses or notes.
create table delivery (
    id          text primary key,
    retailer_id text        not null,
    status      text        not null,
    -- The highest seen: odd, the monolith owns it; even, the service.
    epoch       bigint      not null,
    sequence    bigint      not null,
    -- The application that told the latest change.
    served_by   text        not null,
    changed_at  timestamptz not null,
    -- For forgetting.
    heard_at    timestamptz not null
);
create index delivery_newest on delivery (changed_at desc, id);
create index delivery_forgotten on delivery (heard_at);

create table delivery_event (
    delivery_id text        not null references delivery (id) on delete cascade,
    sequence    bigint      not null,
    type        text        not null,
    -- The same change told again after another owner took over is worth a line, told again by the same one is not.
    epoch       bigint      not null,
    status      text        not null,
    occurred_at timestamptz not null,
    producer    text        not null,
    decision    text        not null,
    trace_id    text,
    primary key (delivery_id, sequence, epoch, type)
);
