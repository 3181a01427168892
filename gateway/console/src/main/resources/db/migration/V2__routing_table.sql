-- Where each capability stands, as people edit it. No row: nobody has touched it, and it is off.
create table flag_state (
    capability text primary key,
    enabled    boolean     not null,
    -- The stage that is chosen, in force only while enabled; null where none ever was.
    stage      text,
    -- The parameters of every stage by the stage's name: switching off or over forgets none.
    parameters jsonb       not null,
    -- Raised by every change; an edit of an older one is refused.
    version    bigint      not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    reason     text        not null
);

-- The same for machines: the whole table as edges follow it and messages carry it. One row, and its lock puts
-- all changes in order.
create table routing_table (
    only_row   boolean     primary key default true check (only_row),
    version    bigint      not null,
    document   jsonb       not null,
    changed_at timestamptz not null
);
insert into routing_table (version, document, changed_at) values (0, '{
    "version": 0,
    "placements": {
        "DISPATCH": {"stage": "OFF", "keys": [], "excludedKeys": [], "basisPoints": 0, "changedAt": "1970-01-01T00:00:00Z"},
        "COURIER_MARKETPLACE": {"stage": "OFF", "keys": [], "excludedKeys": [], "basisPoints": 0, "changedAt": "1970-01-01T00:00:00Z"},
        "TRACKING": {"stage": "OFF", "keys": [], "excludedKeys": [], "basisPoints": 0, "changedAt": "1970-01-01T00:00:00Z"},
        "NOTIFICATION": {"stage": "OFF", "keys": [], "excludedKeys": [], "basisPoints": 0, "changedAt": "1970-01-01T00:00:00Z"}
    }
}', '1970-01-01T00:00:00Z');
insert into followed_version (name, version) values ('routing_table', 0);

-- Why somebody changed something; what the console does by itself, and keys, have none.
alter table audit_entry add column reason text;
