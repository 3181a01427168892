-- What is needed of deliveries, retailers and couriers to tell people about them: each as its highest sequence told it.
create table notified_delivery (
    id          text   primary key,
    sequence    bigint not null,
    retailer_id text   not null,
    facts       jsonb  not null
);
create index notified_delivery_in_order on notified_delivery (id collate "C");
create table notified_retailer (
    id       text   primary key,
    sequence bigint not null,
    name     text   not null,
    email    text,
    phone    text,
    language text   not null
);
create table notified_courier (
    id       text    primary key,
    sequence bigint  not null,
    sandbox  boolean not null
);

-- Webhooks: where to, what, and every try. Copies of the other side's may come in any order.
create table webhook_endpoint (
    id                       text        primary key,
    retailer_id              text        not null,
    url                      text        not null,
    events                   text[]      not null,
    description              text,
    enabled                  boolean     not null,
    disabled_reason          text,
    sealed_secret            text        not null,
    sealed_previous_secret   text,
    previous_secret_ends_at  timestamptz,
    created_at               timestamptz not null,
    updated_at               timestamptz not null,
    deleted                  boolean     not null,
    epoch                    bigint      not null,
    sequence                 bigint      not null,
    unknown                  jsonb,
    version                  integer     not null
);
create index webhook_endpoint_of_retailer on webhook_endpoint (retailer_id, created_at desc, id desc);
create index webhook_endpoint_in_order on webhook_endpoint (id collate "C");

create table webhook (
    id          text        primary key,
    endpoint_id text        not null,
    type        text        not null,
    delivery_id text,
    -- of a copy null until it is told
    body        text,
    decision    text        not null,
    created_at  timestamptz not null
);
create index webhook_of_endpoint on webhook (endpoint_id, created_at);
create index webhook_age on webhook (created_at);
create index webhook_in_order on webhook (id collate "C");

create table webhook_attempt (
    id              text        primary key,
    webhook_id      text        not null,
    endpoint_id     text        not null,
    -- whether this side performs it; else it is a copy
    ours            boolean     not null,
    number          integer     not null,
    -- place on the ladder of retries; null where a person asked for this one try
    rung            integer,
    status          text        not null,
    due_at          timestamptz not null,
    leased_until    timestamptz,
    response_status integer,
    response_body   text,
    error           text,
    duration_millis bigint,
    created_at      timestamptz not null,
    next_attempt_at timestamptz
);
create index webhook_attempt_due on webhook_attempt (endpoint_id, due_at) where status = 'pending' and ours;
create index webhook_attempt_of_endpoint on webhook_attempt (endpoint_id, created_at desc, id desc);
create index webhook_attempt_of_webhook on webhook_attempt (webhook_id);

-- Messages to people: who wants what, who wants nothing, and what became of each.
create table notification_rules (
    retailer_id text   primary key,
    version     bigint not null,
    rules       jsonb  not null,
    epoch       bigint not null,
    sequence    bigint not null,
    unknown     jsonb
);
create index notification_rules_in_order on notification_rules (retailer_id collate "C");

create table opt_out (
    id          text        primary key,
    retailer_id text        not null,
    address     text        not null,
    created_at  timestamptz not null,
    removed_at  timestamptz,
    epoch       bigint      not null,
    sequence    bigint      not null,
    unknown     jsonb
);
create index opt_out_of_retailer on opt_out (retailer_id, created_at desc, address desc) where removed_at is null;
create index opt_out_in_order on opt_out (id collate "C");

create table message (
    id           text        primary key,
    delivery_id  text,
    retailer_id  text        not null,
    recipient    text        not null,
    channel      text        not null,
    template     text,
    subject      text,
    text         text        not null,
    address      text,
    status       text        not null,
    attempts     integer     not null,
    due_at       timestamptz,
    -- the arrival it tells of
    eta          timestamptz,
    error        text,
    provider_id  text,
    created_at   timestamptz not null,
    sent_at      timestamptz,
    epoch        bigint      not null,
    sequence     bigint      not null,
    unknown      jsonb
);
create index message_due on message (due_at) where status = 'queued';
create index message_of_delivery on message (delivery_id, created_at desc, id desc);
create index message_in_order on message (id collate "C");

-- The feed: everything that happened, numbered for each retailer from 1 without gaps.
create table feed (
    retailer_id text   primary key,
    last        bigint not null
);

create table event (
    retailer_id text        not null,
    position    bigint      not null,
    id          text        not null,
    type        text        not null,
    body        jsonb       not null,
    recorded_at timestamptz not null,
    primary key (retailer_id, position),
    unique (retailer_id, id)
);
create index event_age on event (recorded_at);
