-- What became of bookings, read over two weeks again and again, without the rows that are wide.
create index booking_record on booking (requested_at) include (courier_id, status, reason, answered_at, ended_at);
