-- One row per delivery as dispatch last told it, with where its courier was last seen and when it is expected.
create table tracked_delivery (
    id              text             primary key,
    sequence        bigint           not null,
    retailer_id     text             not null,
    tracking_code   text             not null unique,
    facts           jsonb            not null,
    attempt         integer,
    ended_at        timestamptz,
    last_lat        double precision,
    last_lng        double precision,
    last_accuracy   double precision,
    last_recorded_at timestamptz,
    pickup_eta      timestamptz,
    dropoff_eta     timestamptz,
    announced_eta   timestamptz,
    first_heard_at  timestamptz      not null default now()
);
create index tracked_delivery_under_way on tracked_delivery (retailer_id, first_heard_at desc) where ended_at is null;

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

-- Every plausible fix, append-only.
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
    heading     double precision,
    primary key (delivery_id, attempt, recorded_at)
);
create index position_age on position (received_at);

-- Couriers that only play at carrying: they may be as quick as they like.
create table tracked_courier (
    id       text    primary key,
    sequence bigint  not null,
    sandbox  boolean not null
);
