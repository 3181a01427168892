-- Differed, and went on changing on either side: neither the same nor different. Edges of before do not know of it.
alter table comparison add column undecided integer not null default 0;
