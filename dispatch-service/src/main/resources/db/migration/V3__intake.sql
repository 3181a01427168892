-- Shops and tills that retailers sell through.
create table shop_connection (
    id                 text        primary key,
    retailer_id        text        not null,
    kind               text        not null,
    name               text        not null,
    mapping            jsonb       not null,
    fallback_rate      jsonb,
    settings           jsonb       not null,
    secrets            text        not null,
    previous_secret    text,
    previous_until     timestamptz,
    paused             boolean     not null,
    refused_at         timestamptz,
    created_at         timestamptz not null,
    updated_at         timestamptz not null
);
create index shop_connection_of_retailer on shop_connection (retailer_id, created_at, id);

-- What shops tell, as it came, until it has been worked through; kept for a while after that, to be replayed.
create table shop_event (
    id            text        primary key,
    connection_id text        not null references shop_connection (id) on delete cascade,
    event_key     text        not null,
    topic         text        not null,
    headers       jsonb       not null,
    body          bytea       not null,
    received_at   timestamptz not null,
    state         text        not null,
    detail        text,
    order_ids     text[]      not null default '{}',
    tries         integer     not null default 0,
    due_at        timestamptz,
    traceparent   text,
    constraint shop_event_once unique (connection_id, event_key)
);
create index shop_event_due on shop_event (due_at) where due_at is not null;
create index shop_event_of_connection on shop_event (connection_id, received_at desc, id desc);
create index shop_event_by_age on shop_event (received_at);

create table shop_order (
    id                text        primary key,
    retailer_id       text        not null,
    source            text        not null,
    kind              text        not null,
    connection_id     text,
    shop_order_id     text        not null,
    number            text        not null,
    changed_at        timestamptz not null,
    status            text        not null,
    reasons           jsonb       not null,
    told              jsonb,
    corrections       jsonb,
    confirmed         boolean     not null,
    asked             jsonb,
    external_id       text        not null,
    delivery_id       text        not null unique,
    delivery_status   text,
    delivery_sequence bigint      not null,
    tracking_url      text,
    due_at            timestamptz,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    version           bigint      not null,
    constraint shop_order_once unique (retailer_id, source, shop_order_id)
);
create index shop_order_of_retailer on shop_order (retailer_id, created_at desc, id desc);
create index shop_order_by_status on shop_order (retailer_id, status, created_at desc, id desc);
create index shop_order_of_connection on shop_order (connection_id, created_at desc, id desc) where connection_id is not null;
create index shop_order_due on shop_order (due_at) where due_at is not null;

-- What shops are still to be told, and what became of it.
create table shop_call (
    id            text        primary key,
    connection_id text        not null references shop_connection (id) on delete cascade,
    order_id      text        not null references shop_order (id) on delete cascade,
    status        text        not null,
    news          jsonb       not null,
    state         text        not null,
    detail        text,
    tries         integer     not null default 0,
    due_at        timestamptz,
    created_at    timestamptz not null,
    traceparent   text
);
create index shop_call_due on shop_call (due_at) where due_at is not null;
create index shop_call_of_connection on shop_call (connection_id, created_at desc, id desc);
create index shop_call_of_order on shop_call (order_id, created_at);
