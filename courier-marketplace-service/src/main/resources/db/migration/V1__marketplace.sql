-- Couriers. Whoever books one locks its row first, so that its capacity holds.
create table courier (
    id           text primary key,
    profile      jsonb       not null,
    paused       boolean     not null,
    offer_secret text        not null,       -- sealed
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    epoch        bigint      not null,
    sequence     bigint      not null,
    unknown      jsonb,                      -- of its snapshot, what nobody here understands
    version      integer     not null
);
create index courier_by_age on courier (created_at, id);

create table booking (
    id           text primary key,
    courier_id   text        not null,       -- may be told of before its courier is
    delivery_id  text        not null,
    attempt      integer     not null,
    status       text        not null,
    reason       text,
    note         text,                       -- what the courier said when it dropped out
    job          jsonb       not null,
    driver       jsonb,
    pickup_eta   timestamptz,
    dropoff_eta  timestamptz,
    answer_by    timestamptz not null,
    due_at       timestamptz,                -- when a timer looks at it; null once answered
    decision     text        not null,       -- the sides of the step that asked for it
    replica      boolean     not null,       -- its courier is the other side's
    requested_at timestamptz not null,
    answered_at  timestamptz,
    picked_up_at timestamptz,
    ended_at     timestamptz,
    epoch        bigint      not null,
    sequence     bigint      not null,
    version      integer     not null
);
-- Never two live bookings, whatever the code believes.
create unique index booking_one_live_a_delivery on booking (delivery_id) where status in ('OFFERED', 'CONFIRMED') and not replica;
create index booking_live_by_courier on booking (courier_id) where status in ('OFFERED', 'CONFIRMED');
create index booking_by_courier on booking (courier_id, requested_at desc, id desc);
create index booking_by_delivery on booking (delivery_id);
create index booking_due on booking (due_at) where due_at is not null;

-- Withdrawals that overtook their request.
create table booking_tombstone (
    booking_id  text primary key,
    courier_id  text        not null,
    delivery_id text        not null,
    reason      text        not null,
    created_at  timestamptz not null
);

-- What couriers are still to be told; a row goes when it is done.
create table courier_call (
    id         uuid primary key,
    kind       text        not null,
    courier_id text        not null,
    booking_id text        not null,
    message_id text,
    text       text,
    due_at     timestamptz not null,
    give_up_at timestamptz not null,
    attempts   integer     not null default 0
);
create index courier_call_due on courier_call (due_at);
create index courier_call_by_booking on courier_call (booking_id);

-- Trips of the sandbox fleets: the plan, the next step of it, and when that is due.
create table sandbox_trip (
    booking_id  text primary key,
    delivery_id text        not null,
    plan        jsonb       not null,
    next_step   integer     not null default 0,
    due_at      timestamptz not null
);
create index sandbox_trip_due on sandbox_trip (due_at);
create index sandbox_trip_by_delivery on sandbox_trip (delivery_id);
