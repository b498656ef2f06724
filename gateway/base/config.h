/* config.h: the settings file as one const struct. What a value means beyond its
 * shape (is that zone known? are those hours possible?) is decided in the room that owns
 * the meaning; each value remembers its place for that. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include "base/settings.h"

typedef struct {
	char *id;
	Place place;
	char *name;	      /* = id if not given */
	GPtrArray *addresses; /* of char * */
	char *zone;	      /* NULL: the gateway's */
	GPtrArray *hours;     /* of char *; empty: Mon-Fri 09:00-17:00 */
	GPtrArray *focus;
	GPtrArray *holidays; /* .ics paths, MM-DD, YYYY-MM-DD */
	GPtrArray *slots;    /* HH:MM, or how many a day */
	GPtrArray *pin;	     /* "zone", "hours": what no mail may change */
	int daily_cap;	     /* unasked mails a day */
	GPtrArray *absences; /* "2026-08-03..2026-08-17 delegate li", .ics paths */
	char *manager;	     /* person id or NULL */
	GPtrArray *keys;     /* fingerprints of signing keys, hex, without spaces */
	char *digest;	     /* "weekly Mon 09:00" */
	char *language;	     /* "en" */
	const SettingsSection *section; /* for the place of each value */
} ConfigPerson;

typedef struct {
	char *id;
	Place place;
	GPtrArray *members; /* of char * */
} ConfigGroup;

/* The reply to "who may read the secret": `password` in the file is accepted but warned
 * about. */
typedef struct {
	char *command; /* run without a shell: split like a shell would, no expansion */
	char *file;
	char *value;
	char *token_command; /* OAuth: prints a fresh access token */
} ConfigSecret;

typedef struct {
	char *name;
	Place place;  /* of `server`, or of the section */
	char *server; /* URL */
	char *user;
	ConfigSecret secret;
	char *inbox, *archive, *aside;
	char *ca_file;	   /* NULL: the system's */
	char *fingerprint; /* SHA-256 of the certificate, or NULL */
	int poll_seconds;  /* 60 */
} ConfigMailbox;

typedef struct {
	Place place; /* of `server`, or of the section */
	char *server;
	char *user;
	ConfigSecret secret;
	char *ca_file, *fingerprint;
	char *helo;	     /* name in EHLO; NULL: ours */
	char *envelope_from; /* NULL: as delivery_sender says */
	int connections;     /* at once, for a backlog: 4 */
} ConfigOutgoing;

/* What each action needs; names of proof levels ("token"). */
typedef struct {
	GPtrArray *authserv;
	char *gnupg_home; /* where public keys lie; NULL: signatures are not looked at */
	char *open, *comment, *answer, *vote, *decide, *acknowledge, *profile;
} ConfigTrust;

/* What a mail may cost before it goes aside unread. */
typedef struct {
	int mail_megabytes; /* the whole mail: 200 */
	int header_bytes;   /* one header field: 65536 */
	int headers_bytes;  /* all fields of one part: 524288 */
	int parts;	    /* 1000 */
	int depth;	    /* 50 */
	int addresses;	    /* in one field: 2000 */
	int text_bytes;	    /* of text that is kept: 1048576 */
} ConfigLimits;

typedef struct {
	char *name;	     /* "acme" */
	char *address;	     /* what people write to */
	GPtrArray *aliases;  /* further addresses of ours */
	GPtrArray *lists;    /* List-Id values, or addresses, of those that may vote */
	GPtrArray *absences; /* paths of .ics files that say who is away */
	GPtrArray *noise;    /* bracketed words of a subject to skip: "EXTERNAL" */
	char *zone;
	char *store;
	GPtrArray *rules;     /* paths */
	GPtrArray *templates; /* folders, later ones override */
	char *operator_id;    /* person, or NULL */
	GPtrArray *report;    /* words for people: who gets the report of the month */
	Place place;
	const SettingsSection *section;
	ConfigTrust trust;
	ConfigLimits limits;
	GPtrArray *mailboxes; /* of ConfigMailbox */
	ConfigMailbox
		*spool; /* a Maildir beside the store, for `deliver`; NULL: no store */
	ConfigOutgoing *outgoing; /* NULL: none */
	GPtrArray *people;	  /* of ConfigPerson, in order */
	GPtrArray *groups;	  /* of ConfigGroup */
	Settings *settings; /* what was read, rule files included: for rules_new() */
} Config;

/* Read the configuration and the rule files it names. Mistakes of shape are appended to
 * `problems`. NULL only if the file itself cannot be read at all. Relative paths are
 * relative to the file that names them. Rules and templates default to the tree's own or
 * the installed ones. */
Config *config_read(const char *path, GPtrArray *problems);

/* The same with other rules: a file of `folder` (*.rules) stands for the configured rule
 * file of the same name; the others are read last and override every rule of the same
 * name. NULL: none. */
Config *config_read_with_rules(const char *path, const char *folder, GPtrArray *problems);

/* The same for a rule file alone, without a gateway: `inspect` without -c. */
Config *config_read_rules_only(const char *rules_path, GPtrArray *problems);

void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

const ConfigPerson *config_person(const Config *config, const char *id);
const ConfigMailbox *config_mailbox(const Config *config, const char *name);

/* Where the gateway section says that, or where it begins. Borrowed. */
Place config_gateway_place(const Config *config, const char *key);

/* The name of `spool`, which no section may carry; and where it lies. */
#define CONFIG_SPOOL_NAME "(deliver)"
const char *config_spool_path(const Config *config);

/* Where delivery notes what it said and heard: beside the store. Owned. */
char *config_journal_path(const Config *config);

/* Where rules and templates lie: beside build/mailmoot in the tree, else in
 * PREFIX/share/mailmoot. Owned. */
char *config_share_path(const char *below);

#endif
