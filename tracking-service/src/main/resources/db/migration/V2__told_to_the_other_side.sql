-- For as long as two sides track the same deliveries. Which of them tells about this one, since when; and up to which fix
-- the other side was told where its courier is.
create table told_delivery (
    delivery_id text        primary key,
    side        text        not null,
    since       timestamptz not null,
    attempt     integer,
    told_fix_at timestamptz
) with (fillfactor = 70);
