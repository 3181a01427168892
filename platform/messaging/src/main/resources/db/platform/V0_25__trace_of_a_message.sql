-- The step that appended it, W3C trace context: so that its sending is seen in the same trace. Null where nothing was traced.
alter table outbox add column traceparent text;
