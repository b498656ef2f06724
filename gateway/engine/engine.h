/* engine.h: everything the acting part works with, opened together: configuration, rules,
 * people, templates, store, keys. The engine is the only room that sees store, transport
 * and workflow at once. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "base/config.h"
#include "mail/template.h"
#include "mail/token.h"
#include "store/store.h"
#include "workflow/desk.h"
#include "workflow/stats.h"

typedef struct {
	World *world;
	char *config_path;
	Config *config;
	People *people;
	Rules *rules;
	Templates *templates;
	Store *store; /* NULL until engine_open_store */
	TokenKeys *keys;
	TokenPersons *token_persons;
	char *instance;	      /* random per install: the loop header */
	GPtrArray *addresses; /* of char *: ours */
	MessageLimits limits; /* of the configuration */
	GHashTable *feeds;    /* path to what the file was when it was read: feeds.h */
	GPtrArray *burdens;   /* of Burden: who took late hours; NULL until the store */
	int64_t staff_mark;   /* the state of the store that `people` and `burdens` show:
				 staff.h */
	ReadingInput input;   /* what reading a mail needs of all this; borrowed */
	Stats *usual; /* of the days before the last receipt: measures.h; or NULL */
	Instant usual_until; /* where they end */
	char *hand;	     /* where the mail in hand is noted; NULL: not yet */
} Engine;

/* Read configuration, rules, people and templates. Every mistake goes to `problems` (of
 * Problem); NULL if there was any that is no remark. `world` is borrowed. */
Engine *engine_new(const char *config_path, World *world, GPtrArray *problems);
/* The same with other rules: config_read_with_rules(). */
Engine *engine_new_with_rules(const char *config_path, const char *rules_folder,
			      World *world, GPtrArray *problems);
void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)

/* Open the store for writing, with what is kept in it: keys, instance. */
bool engine_open_store(Engine *engine, GError **error);
/* For commands beside a running daemon. */
bool engine_open_reader(Engine *engine, GError **error);
/* An empty store in the folder `scratch`, in place of the configured one, with the keys
 * of `original` (NULL: new ones), so that what was sent with them is known again. */
bool engine_open_scratch(Engine *engine, const char *scratch, Store *original,
			 GError **error);

/* What the core decides with, at `now`. */
bool engine_desk(Engine *engine, Instant now, Desk *out_desk, GError **error);

#endif
