-- Which aggregate a request was about: its answers move with it.
alter table answered_request add column subject text;
create index answered_request_subject on answered_request (subject, created_at) where subject is not null;
