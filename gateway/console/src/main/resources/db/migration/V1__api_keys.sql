-- API keys, as the edges know them. The secret itself is shown once and kept nowhere.
create table api_key (
    id                  text primary key check (id ~ '^[a-z0-9]{12}$'),
    role                text not null check (role in ('retailer', 'courier', 'ops')),
    principal           text,
    name                text not null,
    -- Its own rate limit; null for the edge's default.
    requests_per_second int check (requests_per_second > 0),
    burst               int check (burst > 0),
    created_at          timestamptz not null,
    created_by          text not null,
    expires_at          timestamptz,
    revoked_at          timestamptz,
    revoked_by          text,
    check ((role = 'ops') = (principal is null))
);

-- One live secret, or two while a key is being rotated.
create table api_key_secret (
    key_id     text not null references api_key (id),
    sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    expires_at timestamptz,
    primary key (key_id, sha256)
);

-- What edges hold in memory: raised, and notified on the channel of the same name, in the transaction of every change.
create table followed_version (
    name    text primary key,
    version bigint not null
);
insert into followed_version (name, version) values ('api_keys', 0);

create table audit_entry (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text not null,
    action  text not null,
    subject text not null,
    before  jsonb,
    after   jsonb
);
