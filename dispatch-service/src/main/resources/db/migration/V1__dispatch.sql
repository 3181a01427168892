-- Deliveries: columns for what is looked up or due, JSON for what is only ever read with its delivery.
create table delivery (
    id             text        primary key,
    retailer_id    text        not null,
    external_id    text,
    store_id       text,
    tracking_code  text        not null unique,
    fingerprint    text        not null,
    decision       text        not null,
    epoch          bigint      not null,
    sequence       bigint      not null,
    version        bigint      not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    status         text        not null,
    dispatch_state text        not null,
    auto_dispatch  boolean     not null,
    fallback       text        not null,
    courier_id     text,
    next_due_at    timestamptz,
    quotes_at      timestamptz,
    ask_again_at   timestamptz,
    give_up_at     timestamptz,
    quotes_asked   integer     not null,
    consignment    jsonb       not null,
    rules          jsonb       not null,
    candidates     jsonb       not null,
    attempts       jsonb       not null,
    proofs         jsonb       not null,
    cancellation   jsonb,
    failure        jsonb,
    constraint delivery_external_id unique (retailer_id, external_id),
    constraint delivery_counts check (epoch > 0 and sequence > 0),
    constraint delivery_status check (status in (
        'PENDING', 'ASSIGNED', 'PICKUP_ARRIVED', 'PICKED_UP', 'DROPOFF_ENROUTE', 'DROPOFF_ARRIVED', 'DELIVERED',
        'CANCELLED', 'RETURNING', 'RETURNED', 'FAILED', 'EXPIRED')),
    constraint delivery_dispatch_state check (dispatch_state in (
        'WAITING_FOR_DISPATCH', 'SCHEDULED', 'QUOTING', 'BOOKING', 'BOOKED', 'SEARCHING', 'WITHDRAWING', 'DONE')),
    -- Nobody carries what has ended; only a cancelled delivery may still be calling its courier off.
    constraint delivery_end check (
        status not in ('DELIVERED', 'RETURNED', 'FAILED', 'EXPIRED') or (courier_id is null and next_due_at is null)),
    constraint delivery_cancelled check ((status = 'CANCELLED') = (cancellation is not null))
);
create index delivery_of_retailer on delivery (retailer_id, created_at desc, id desc);
create index delivery_newest on delivery (created_at desc, id desc);
create index delivery_of_courier on delivery (courier_id, created_at desc) where courier_id is not null;
create index delivery_due on delivery (next_due_at) where next_due_at is not null and epoch % 2 = 0;

-- A quote books once.
create table quote_use (
    quote_id    text        primary key,
    delivery_id text        not null,
    used_at     timestamptz not null default now()
);

-- Why this courier: appended, never changed.
create table decision_round (
    id          bigint      generated always as identity primary key,
    delivery_id text        not null references delivery (id) on delete cascade,
    decided_at  timestamptz not null,
    round       jsonb       not null
);
create index decision_round_of_delivery on decision_round (delivery_id, id);

-- Pictures, each once, whoever recorded them.
create table proof_file (
    hash         text        primary key,
    content_type text        not null,
    content      bytea       not null,
    kept_at      timestamptz not null default now()
);

create table dispatch_rules (
    retailer_id text        primary key,
    epoch       bigint      not null,
    sequence    bigint      not null,
    version     bigint      not null,
    rules       jsonb       not null
);

-- Copies of the retailers' stores, by their newest event.
create table store (
    id          text   primary key,
    retailer_id text   not null,
    sequence    bigint not null,
    store       jsonb  not null
);
