-- A store as the program made it when its schema had the number 15, with rows in it: for
-- test_schema.c. Never changed; a later version gets a file of its own.
CREATE TABLE setting( name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE inbox( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL, validity INTEGER NOT NULL, uid INTEGER NOT NULL, sender TEXT, sender_name TEXT, subject TEXT, message_id TEXT, at INTEGER NOT NULL, date INTEGER, origin TEXT, proof TEXT, disposition INTEGER NOT NULL, reason TEXT, item TEXT, text TEXT, raw BLOB, bytes INTEGER NOT NULL) STRICT;
CREATE INDEX inbox_item ON inbox(item) WHERE item IS NOT NULL;
CREATE INDEX inbox_message ON inbox(message_id) WHERE message_id IS NOT NULL;
CREATE TABLE attempt( mailbox TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(mailbox, place)) STRICT, WITHOUT ROWID;
CREATE TABLE item( id TEXT PRIMARY KEY, kind INTEGER NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, title TEXT NOT NULL, owner TEXT, opener TEXT NOT NULL, project TEXT, rule TEXT, opened INTEGER NOT NULL, changed INTEGER NOT NULL, closed INTEGER, due INTEGER, root TEXT, tags TEXT NOT NULL, fields TEXT NOT NULL, details TEXT NOT NULL, badge TEXT, UNIQUE(kind, number)) STRICT;
CREATE INDEX item_open ON item(is_open, due) WHERE is_open = 1;
CREATE INDEX item_changed ON item(changed);
CREATE TABLE stance( id INTEGER PRIMARY KEY, item TEXT NOT NULL REFERENCES item(id), person TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, proof TEXT, message_id TEXT, is_resolved INTEGER NOT NULL, is_counted INTEGER NOT NULL, is_current INTEGER NOT NULL) STRICT;
CREATE INDEX stance_item ON stance(item, is_current);
CREATE TABLE clock( item TEXT NOT NULL REFERENCES item(id), name TEXT NOT NULL, person TEXT, started INTEGER NOT NULL, due INTEGER NOT NULL, stopped INTEGER, state TEXT NOT NULL, generation INTEGER NOT NULL, norm TEXT, data TEXT, PRIMARY KEY(item, name)) STRICT, WITHOUT ROWID;
CREATE TABLE history( id INTEGER PRIMARY KEY, item TEXT NOT NULL, at INTEGER NOT NULL, person TEXT, what TEXT NOT NULL, detail TEXT, data TEXT, link TEXT) STRICT;
CREATE INDEX history_item ON history(item, id);
CREATE TABLE duty( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, item TEXT, person TEXT, due INTEGER NOT NULL, data TEXT, done INTEGER, is_cancelled INTEGER NOT NULL DEFAULT 0, reason TEXT) STRICT;
CREATE INDEX duty_due ON duty(due, id) WHERE done IS NULL;
CREATE INDEX duty_item ON duty(item) WHERE done IS NULL;
CREATE TABLE outbox( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, notice TEXT NOT NULL, item TEXT, person TEXT, address TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL, try_at INTEGER NOT NULL, sent INTEGER, expires INTEGER, answer TEXT, is_urgent INTEGER NOT NULL, is_answer INTEGER NOT NULL, is_bulk INTEGER NOT NULL, was_unknown INTEGER NOT NULL DEFAULT 0, bytes BLOB NOT NULL, echo TEXT, pace INTEGER NOT NULL DEFAULT 0, free_at INTEGER, due INTEGER, carrier INTEGER, planned INTEGER) STRICT;
CREATE INDEX outbox_item ON outbox(item, id);
CREATE INDEX outbox_unsettled ON outbox(state, id) WHERE state < 3;
CREATE TABLE leave( id INTEGER PRIMARY KEY, person TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, delegate TEXT, source INTEGER NOT NULL, noted INTEGER NOT NULL) STRICT;
CREATE INDEX leave_end ON leave("end");
CREATE INDEX clock_person ON clock(person) WHERE stopped IS NULL;
CREATE TABLE failing( address TEXT PRIMARY KEY, score INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_turn ON outbox(is_urgent, try_at, id) WHERE state = 0;
CREATE INDEX duty_person ON duty(person, kind) WHERE done IS NULL;
CREATE TABLE calendar(person TEXT PRIMARY KEY, print TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_carrier ON outbox(carrier) WHERE carrier IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox(person, try_at) WHERE state = 0;
CREATE INDEX outbox_left ON outbox(person, sent) WHERE sent IS NOT NULL AND is_urgent = 0 AND is_answer = 0 AND is_bulk = 0 AND carrier IS NULL;
CREATE TABLE profile( person TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(person, key)) STRICT, WITHOUT ROWID;
CREATE VIEW outbox_seen AS SELECT o.id, o.key, o.notice, o.item, o.person, o.address, o.message_id, coalesce(c.state, o.state) AS state, coalesce(c.attempts, o.attempts) AS attempts, o.queued, o.try_at, coalesce(c.sent, o.sent) AS sent, o.expires, coalesce(c.answer, o.answer) AS answer, o.is_urgent, o.is_answer, o.is_bulk, o.was_unknown, o.pace, o.free_at, o.due, o.planned, o.carrier, o.bytes FROM outbox AS o LEFT JOIN outbox AS c ON c.id = o.carrier;
CREATE INDEX clock_stopped ON clock(stopped);
CREATE INDEX item_closed ON item(closed, opened);
CREATE INDEX history_acknowledged ON history(at) WHERE what = 'acknowledged';
CREATE INDEX item_badge ON item(badge) WHERE badge IS NOT NULL;
CREATE TABLE burden( id INTEGER PRIMARY KEY, circle TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL, at INTEGER NOT NULL, minutes INTEGER NOT NULL) STRICT;
CREATE INDEX burden_item ON burden(item);
CREATE INDEX outbox_person ON outbox(person, queued, is_answer, state, try_at, notice, item);
CREATE INDEX outbox_echo ON outbox(person, echo, queued) WHERE echo IS NOT NULL;
CREATE INDEX outbox_kept ON outbox(id, person) WHERE state = 0 AND try_at >= 253402300799;
CREATE INDEX inbox_held ON inbox(id) WHERE disposition = 3;
CREATE INDEX inbox_aside ON inbox(id) WHERE disposition = 4;

INSERT INTO setting VALUES('instance', 'Rbsp1bV/oqGe9GBl');
INSERT INTO item VALUES('D-1', 0, 1, 'proposed', 1, 'We use MySQL', 'maria', 'maria', NULL, 'decided', 1000, 2000, NULL, 9000, 'm1@client.example', '["DECIDED"]', '{"owner":"maria"}', '{"method":"consent"}', NULL);
INSERT INTO stance VALUES(1, 'D-1', 'jonas', 'object', 'too slow', 1500, 'token', 'm2@client.example', 0, 1, 1);
INSERT INTO clock VALUES('D-1', 'decision', 'maria', 1000, 9000, NULL, 'running', 1, '2wd', '{"from":1000}');
-- Nobody asked for it, it answers, it answers what may be anybody's, it is urgent; the last two are one mail.
INSERT INTO outbox(id, key, notice, item, person, address, message_id, state, attempts, queued, try_at, sent, answer, is_urgent, is_answer, is_bulk, bytes, carrier) VALUES
 (1, 'a', 'ask', 'D-1', 'maria', 'maria@acme.example', 'a@acme.example', 0, 0, 1000, 1000, NULL, NULL, 0, 0, 0, x'41', NULL),
 (2, 'b', 'receipt', 'D-1', 'maria', 'maria@acme.example', 'b@acme.example', 0, 0, 1000, 1100, NULL, NULL, 0, 1, 0, x'42', NULL),
 (3, 'c', 'receipt', 'D-1', 'maria', 'maria@acme.example', 'c@acme.example', 0, 0, 1000, 1200, NULL, NULL, 0, 2, 0, x'43', NULL),
 (4, 'd', 'escalation', 'D-1', 'maria', 'maria@acme.example', 'd@acme.example', 0, 0, 1000, 1300, NULL, NULL, 1, 0, 0, x'44', NULL),
 (5, 'e', 'digest', NULL, 'maria', 'maria@acme.example', 'e@acme.example', 3, 1, 1000, 1000, 1400, '250 taken', 0, 0, 0, x'45', NULL),
 (6, 'f', 'comment', 'D-1', 'maria', 'maria@acme.example', 'f@acme.example', 6, 0, 1000, 1000, NULL, NULL, 0, 0, 0, x'46', 5);
PRAGMA user_version = 15;
