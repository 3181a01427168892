-- Couriers are handed over with their live bookings; both sides keep copies of what the other owns.
alter table courier add column unknown jsonb;                    -- of its snapshot, what nobody here understands
alter table booking drop constraint booking_courier_id_fkey;     -- may be told of before its courier is
alter table booking add column replica boolean not null default false;   -- its courier is the other side's
alter table booking_tombstone add column courier_id text not null default '';
drop index booking_one_live_a_delivery;
create unique index booking_one_live_a_delivery on booking (delivery_id)
    where status in ('OFFERED', 'CONFIRMED') and not replica;
