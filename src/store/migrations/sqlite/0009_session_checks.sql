-- Until when somebody asks the provider about a session: what it is asked by may count once, so one copy of the service
-- asks at a time. Seconds since 1970; 0: nobody does.

ALTER TABLE sessions ADD COLUMN asked_until INTEGER NOT NULL DEFAULT 0;
