-- Deliveries and rules that are known from elsewhere: what of them is not understood here, and each round once.
alter table delivery add column unknown jsonb;
alter table dispatch_rules add column unknown jsonb;
alter table decision_round add constraint decision_round_once unique (delivery_id, decided_at);
create index delivery_in_order on delivery (id collate "C");
create index dispatch_rules_in_order on dispatch_rules (retailer_id collate "C");
