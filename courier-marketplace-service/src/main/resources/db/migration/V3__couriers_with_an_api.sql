-- Our accounts with couriers that have an API of their own; kept here alone, whoever owns the courier.
create table courier_account (
    courier_id text primary key,
    provider   text        not null,
    settings   jsonb       not null,
    secrets    text        not null,         -- sealed JSON
    updated_at timestamptz not null
);

-- Under which id a courier carries a booking.
create table courier_job (
    booking_id text primary key,
    courier_id text        not null,
    job_id     text        not null,
    told_at    timestamptz not null
);
create index courier_job_by_id on courier_job (courier_id, job_id);

-- What a courier calls the price it named, for as long as that holds.
create table live_price (
    courier_id text        not null,
    route      text        not null,
    amount     bigint      not null,
    currency   text        not null,
    quote_id   text        not null,
    expires_at timestamptz not null,
    primary key (courier_id, route, amount, currency)
);
create index live_price_by_age on live_price (courier_id, expires_at);

-- Dispatch's requests that couriers are being asked about.
create table quote_request (
    request_id text primary key,
    request    jsonb       not null,
    due_at     timestamptz not null
);
create index quote_request_due on quote_request (due_at);

-- What retailers' checkouts show when couriers are slow.
create table checkout_fallback (
    retailer_id text primary key,
    fallback    jsonb       not null,
    updated_at  timestamptz not null
);
