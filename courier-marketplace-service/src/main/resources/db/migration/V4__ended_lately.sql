-- What ended a moment ago goes along with a courier that is handed over.
create index booking_ended on booking (courier_id, ended_at) where ended_at is not null;
