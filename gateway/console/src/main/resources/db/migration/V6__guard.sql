-- What the guard thinks of each capability, for the pages of every console: one of them judges, any of them shows.
create table guard_state (
    capability text primary key,
    -- When it last looked; it writes at least every few seconds.
    looked_at  timestamptz not null,
    mood       text        not null check (mood in ('IDLE', 'HOLDING', 'WATCHING', 'ALARMED')),
    words      text        not null,
    -- Since when it thinks so.
    since      timestamptz not null
);

-- For forgetting.
create index difference_at on difference (at);
