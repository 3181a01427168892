-- One row per delivery as dispatch last told it, with where its courier was last seen and when it is expected.
create table tracked_delivery (
    id               text collate "C" primary key,
    sequence         bigint           not null,
    retailer_id      text             not null,
    tracking_code    text             not null unique,
    facts            jsonb            not null,
    attempt          integer,
    ended_at         timestamptz,
    last_lat         double precision,
    last_lng         double precision,
    last_accuracy    double precision,
    last_recorded_at timestamptz,
    -- Metres a second that the courier lately kept.
    pace             double precision,
    pickup_eta       timestamptz,
    dropoff_eta      timestamptz,
    announced_eta    timestamptz,
    first_heard_at   timestamptz      not null default now()
) with (fillfactor = 70);
-- None with what changes with each fix: those updates stay within their page and touch no index.
create index tracked_delivery_under_way on tracked_delivery (retailer_id, first_heard_at desc) where ended_at is null;
create index tracked_delivery_ended on tracked_delivery (ended_at) where ended_at is not null;

-- What happened, append-only: complete whatever order the news came in.
create table timeline_entry (
    delivery_id text        not null,
    sequence    bigint      not null,
    type        text        not null,
    status      text        not null,
    at          timestamptz not null,
    text        text        not null,
    primary key (delivery_id, sequence)
);

-- Every plausible fix, append-only; a partition for each day it was received, made ahead and dropped when it is old. An
-- index over all partitions would need the day in it, so each has its own.
create table position (
    delivery_id text             not null,
    attempt     integer          not null,
    recorded_at timestamptz      not null,
    received_at timestamptz      not null,
    courier_id  text             not null,
    lat         double precision not null,
    lng         double precision not null,
    accuracy    double precision,
    speed_kmh   double precision,
    heading     double precision
) partition by range (received_at);

-- For days that nobody made a partition for; what falls in here moves when somebody does.
create table position_default partition of position default;
create unique index position_default_key on position_default (delivery_id, attempt, recorded_at);

-- Couriers that only play at carrying: they may be as quick as they like.
create table tracked_courier (
    id       text collate "C" primary key,
    sequence bigint  not null,
    sandbox  boolean not null
);
