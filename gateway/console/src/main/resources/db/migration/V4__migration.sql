-- What edges have seen: a row for each second in which there was anything. Edges write it once a second, off every request's
-- way; while the database is away they keep the last minutes and count what they had to throw away.
create table traffic (
    second     timestamptz not null,
    edge       text        not null,
    capability text        not null,
    side       text        not null check (side in ('MONOLITH', 'SERVICE')),
    -- 'served' answered a client, 'asked' was only asked to compare.
    role       text        not null check (role in ('served', 'asked')),
    requests   integer     not null,
    -- Of these: 4xx; 5xx and broken connections; no answer in time; no connection at all.
    refused    integer     not null,
    failed     integer     not null,
    timed_out  integer     not null,
    unreached  integer     not null,
    -- How many took at most 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000,
    -- 5000, 10000 ms, and longer; each counted once, in the first that fits.
    latency    integer[]   not null check (cardinality(latency) = 24),
    primary key (capability, second, edge, side, role)
);
create index traffic_second on traffic (second);

-- What became of requests that both sides were asked. A route is a method and a pattern: "GET /v1/deliveries/{id}".
create table comparison (
    second     timestamptz not null,
    edge       text        not null,
    capability text        not null,
    route      text        not null,
    compared   integer     not null,
    different  integer     not null,
    -- Chosen for the sample, and not compared: too large, too many at once, no answer from the other side.
    dropped    integer     not null,
    unanswered integer     not null,
    primary key (capability, second, edge, route)
);
create index comparison_second on comparison (second);

-- Some of what was different, without what is personal.
create table difference (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    edge       text        not null,
    capability text        not null,
    route      text        not null,
    request_id text        not null,
    served_by  text        not null check (served_by in ('MONOLITH', 'SERVICE')),
    -- [{"at": "/price/amount", "served": "599", "asked": "600"}]; "status" for the status.
    fields     jsonb       not null
);
create index difference_capability_at on difference (capability, at desc);

-- The last time the guard moved a capability back. Until a person clears it nobody may move it forward again.
create table guard_move (
    capability text primary key,
    moved_at   timestamptz not null,
    version    bigint      not null,
    words      text        not null,
    evidence   jsonb       not null,
    cleared_at timestamptz,
    cleared_by text
);
