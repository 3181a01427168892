-- The step that left it to be done, W3C trace context: its doing is seen in the same trace. Null where nothing was traced.
alter table webhook_attempt add column traceparent text;
alter table message add column traceparent text;
