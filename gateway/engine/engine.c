/* engine.c: the parts, put together.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <string.h>

#include "engine/hand.h"
#include "engine/monthly.h"
#include "engine/staff.h"
#include "store/items.h"
#include "transport/stream.h"

#define KEY_BYTES 32
#define KEYS_MAX  26

/* Mistakes in a template name its file and line themselves. */
static void load_templates(Engine *engine, GPtrArray *problems)
{
	const Config *config = engine->config;
	const Place nowhere = {NULL, 0};
	g_autoptr(GPtrArray) folders = g_ptr_array_new();
	for (guint i = 0; i < config->templates->len; i++) {
		char *folder = g_ptr_array_index(config->templates, i);
		if (g_file_test(folder, G_FILE_TEST_IS_DIR))
			g_ptr_array_add(folders, folder);
		else
			problems_add(problems, config_gateway_place(config, "templates"),
				     "templates: there is no folder '%s'", folder);
	}
	g_ptr_array_add(folders, NULL);
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	engine->templates = templates_load(
		(const char *const *)(const void *)folders->pdata, mistakes);
	for (guint i = 0; i < mistakes->len; i++)
		problems_add(problems, nowhere, "%s",
			     (const char *)g_ptr_array_index(mistakes, i));
}

/* A template that is missing would be found out by the first mail that needs it. */
static void check_templates(const Engine *engine, GPtrArray *problems)
{
	static const char *const needed[] = {"ask-decision",
					     "inform-decision",
					     "receipt-decision",
					     "objection",
					     "comment",
					     "reminder-decision",
					     "overdue-decision",
					     "outcome",
					     "ask-question",
					     "receipt-question",
					     "outcome-question",
					     "ended-question",
					     "reminder-question",
					     "overdue-question",
					     "comment-question",
					     "word-question",
					     "receipt-status",
					     "receipt-escalation",
					     "escalation",
					     "exhausted",
					     "outcome-escalation",
					     "transcript",
					     "answer-help",
					     "answer-why",
					     "answer-unmatched",
					     "answer-ambiguous",
					     "confirm",
					     "digest",
					     "rollup",
					     "held-report",
					     "stats-report",
					     "welcome-back",
					     "handed-back",
					     "away-suggested",
					     "final-call",
					     "draft-decision",
					     "review"};
	for (size_t i = 0; engine->templates != NULL && i < G_N_ELEMENTS(needed); i++) {
		g_autofree char *file = g_strconcat(needed[i], ".txt", NULL);
		if (templates_find(engine->templates, file) == NULL)
			problems_add(problems, engine->config->place,
				     "template %s is missing", file);
	}
}

/* The last mail of a decision would find it out. */
static void check_outcomes(const Engine *engine, GPtrArray *problems)
{
	const GPtrArray *sections = engine->config->settings->sections;
	for (guint i = 0; engine->templates != NULL && i < sections->len; i++) {
		const SettingsSection *section = g_ptr_array_index(sections, i);
		const Setting *setting = strcmp(section->kind, "method") == 0
						 ? settings_get(section, "outcome")
						 : NULL;
		if (setting == NULL || setting->values->len == 0)
			continue;
		g_autofree char *file =
			g_strconcat(g_ptr_array_index(setting->values, 0), ".txt", NULL);
		if (templates_find(engine->templates, file) == NULL)
			problems_add(problems, setting->place,
				     "outcome: there is no template %s", file);
	}
}

/* A server that nobody can use is found before the first connection: its URL, and what it
 * is for. */
static void check_server(const char *server, Place place, const char *const *protocols,
			 const char *purpose, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	ServerUrl *url = server != NULL ? server_url_read(server, &error) : NULL;
	if (error != NULL)
		problems_add(problems, place, "server = %s", error->message);
	else if (url != NULL && !g_strv_contains(protocols, url->protocol))
		problems_add(problems, place, "server = %s: mail cannot be %s by %s",
			     server, purpose, url->protocol);
	server_url_free(url);
}

static void check_servers(const Engine *engine, GPtrArray *problems)
{
	static const char *const SOURCES[] = {"imap", "maildir", NULL};
	static const char *const SINKS[] = {"smtp", "lmtp", "maildir", NULL};
	const Config *config = engine->config;
	const ConfigOutgoing *outgoing = config->outgoing;
	for (guint i = 0; i < config->mailboxes->len; i++) {
		const ConfigMailbox *mailbox = g_ptr_array_index(config->mailboxes, i);
		check_server(mailbox->server, mailbox->place, SOURCES, "fetched",
			     problems);
	}
	if (outgoing != NULL)
		check_server(outgoing->server, outgoing->place, SINKS, "sent", problems);
}

static void collect_addresses(Engine *engine)
{
	engine->addresses = g_ptr_array_new_with_free_func(g_free);
	if (engine->config->address != NULL)
		g_ptr_array_add(engine->addresses, g_strdup(engine->config->address));
	for (guint i = 0; i < engine->config->aliases->len; i++)
		g_ptr_array_add(engine->addresses,
				g_strdup(g_ptr_array_index(engine->config->aliases, i)));
}

static void prepare_limits(Engine *engine)
{
	const ConfigLimits *limits = &engine->config->limits;
	engine->limits = (MessageLimits){
		.max_bytes = (size_t)limits->mail_megabytes * 1024 * 1024,
		.max_header_bytes = (size_t)limits->header_bytes,
		.max_headers_bytes = (size_t)limits->headers_bytes,
		.max_parts = (size_t)limits->parts,
		.max_depth = (size_t)limits->depth,
		.max_addresses = (size_t)limits->addresses,
		.max_text_bytes = (size_t)limits->text_bytes,
	};
}

static void prepare_input(Engine *engine)
{
	const Config *config = engine->config;
	engine->input = (ReadingInput){
		.rules = engine->rules,
		.people = engine->people,
		.persons = engine->token_persons,
		.marks = {.instance = engine->instance,
			  .keys = engine->keys,
			  .addresses = engine->addresses,
			  .lists = config->lists,
			  .noise = config->noise},
		.authserv = config->trust.authserv,
	};
}

Engine *engine_new(const char *config_path, World *world, GPtrArray *problems)
{
	return engine_new_with_rules(config_path, NULL, world, problems);
}

Engine *engine_new_with_rules(const char *config_path, const char *rules_folder,
			      World *world, GPtrArray *problems)
{
	g_autoptr(Engine) engine = g_new0(Engine, 1);
	engine->world = world;
	engine->config_path = g_strdup(config_path);
	engine->config = config_read_with_rules(config_path, rules_folder, problems);
	if (engine->config == NULL)
		return NULL;
	engine->people = people_new(engine->config, problems);
	engine->rules = rules_new(engine->config->settings, engine->people, problems);
	monthly_check(engine, problems);
	load_templates(engine, problems);
	check_templates(engine, problems);
	check_outcomes(engine, problems);
	check_servers(engine, problems);
	if (problems_mistakes(problems) > 0)
		return NULL;
	collect_addresses(engine);
	prepare_limits(engine);
	prepare_input(engine);
	return g_steal_pointer(&engine);
}

void engine_free(Engine *engine)
{
	if (engine == NULL)
		return;
	hand_close(engine);
	stats_free(engine->usual);
	store_close(engine->store);
	token_persons_free(engine->token_persons);
	token_keys_free(engine->keys);
	templates_free(engine->templates);
	rules_free(engine->rules);
	people_free(engine->people);
	g_clear_pointer(&engine->feeds, g_hash_table_unref);
	config_free(engine->config);
	g_clear_pointer(&engine->burdens, g_ptr_array_unref);
	g_clear_pointer(&engine->addresses, g_ptr_array_unref);
	g_free(engine->instance);
	g_free(engine->config_path);
	g_free(engine);
}

/* ---- what is kept in the store ------------------------------------------ */

static char *random_text(World *world, size_t bytes)
{
	g_autofree guint8 *room = g_malloc(bytes);
	world_random(world, room, bytes);
	return g_base64_encode(room, bytes);
}

/* Made once, at the first opening. */
static bool get_or_make(Engine *engine, const char *name, size_t bytes, char **out_value,
			GError **error)
{
	if (!store_get(engine->store, name, out_value, error))
		return false;
	if (*out_value != NULL)
		return true;
	g_autofree char *made = random_text(engine->world, bytes);
	if (!store_put(engine->store, name, made, error))
		return false;
	*out_value = g_steal_pointer(&made);
	return true;
}

static bool load_keys(Engine *engine, GError **error)
{
	g_autoptr(GPtrArray) secrets =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (int version = 1; version <= KEYS_MAX; version++) {
		g_autofree char *name = g_strdup_printf("token-key-%d", version);
		g_autofree char *text = NULL;
		if (!store_get(engine->store, name, &text, error))
			return false;
		if (text == NULL)
			break;
		gsize length = 0;
		guchar *bytes = g_base64_decode(text, &length);
		g_ptr_array_add(secrets, g_bytes_new_take(bytes, length));
		if (length < KEY_BYTES)
			return fault(error, FAULT_SETUP,
				     "the token key in the store is damaged");
	}
	/* Whoever made it died, or its disk was full, before it was whole. */
	if (secrets->len == 0)
		return fault(error, FAULT_SETUP,
			     "%s: this store was never finished; `mailmoot run` or "
			     "`mailmoot once` does so",
			     engine->config->store);
	engine->keys = token_keys_new(secrets);
	g_autoptr(GPtrArray) persons = people_ids(engine->people);
	engine->token_persons = token_persons_new(engine->keys, persons);
	return true;
}

static bool prepare_store(Engine *engine, GError **error)
{
	if (engine->store == NULL)
		return false;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	g_autofree char *key = NULL;
	if (txn == NULL || !get_or_make(engine, "token-key-1", KEY_BYTES, &key, error) ||
	    !get_or_make(engine, "instance", 12, &engine->instance, error) ||
	    !load_keys(engine, error) || !store_commit(g_steal_pointer(&txn), error) ||
	    !staff_load(engine, error))
		return false;
	prepare_input(engine);
	return true;
}

bool engine_open_store(Engine *engine, GError **error)
{
	engine->store = store_open(engine->config->store, error);
	return prepare_store(engine, error);
}

static bool copy_setting(Store *from, Store *to, const char *name, bool *out_is_there,
			 GError **error)
{
	g_autofree char *value = NULL;
	if (!store_get(from, name, &value, error))
		return false;
	*out_is_there = value != NULL;
	return value == NULL || store_put(to, name, value, error);
}

static bool copy_keys(Store *from, Store *to, GError **error)
{
	bool is_there = true;
	g_autoptr(StoreTxn) txn = store_begin(to, error);
	if (txn == NULL || !copy_setting(from, to, "instance", &is_there, error))
		return false;
	is_there = true;
	for (int version = 1; is_there && version <= KEYS_MAX; version++) {
		g_autofree char *name = g_strdup_printf("token-key-%d", version);
		if (!copy_setting(from, to, name, &is_there, error))
			return false;
	}
	return store_commit(g_steal_pointer(&txn), error);
}

bool engine_open_scratch(Engine *engine, const char *scratch, Store *original,
			 GError **error)
{
	g_free(engine->config->store);
	engine->config->store = g_build_filename(scratch, "scratch.db", NULL);
	engine->store = store_open_scratch(engine->config->store, error);
	if (engine->store != NULL && original != NULL &&
	    !copy_keys(original, engine->store, error))
		return false;
	return prepare_store(engine, error);
}

bool engine_open_reader(Engine *engine, GError **error)
{
	engine->store = store_open_reader(engine->config->store, error);
	if (engine->store == NULL || !load_keys(engine, error) ||
	    !store_get(engine->store, "instance", &engine->instance, error) ||
	    !staff_load(engine, error))
		return false;
	prepare_input(engine);
	return true;
}

bool engine_desk(Engine *engine, Instant now, Desk *out_desk, GError **error)
{
	Desk desk = {.config = engine->config,
		     .rules = engine->rules,
		     .people = engine->people,
		     .burdens = engine->burdens,
		     .now = now};
	if (!items_next_numbers(engine->store, desk.next_number, error))
		return false;
	*out_desk = desk;
	return true;
}
