/* settings_schema.c: the one table of sections and keys.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_schema.h"

#include <string.h>

#include "base/text.h"

#define NEAR_MAX 2

static const SchemaKey GATEWAY[] = {
	{"address", false},  {"aliases", true},	  {"lists", true},    {"noise", true},
	{"zone", false},     {"store", false},	  {"rules", true},    {"templates", true},
	{"operator", false}, {"language", false}, {"absences", true}, {"report", true},
	{NULL, false},
};

static const SchemaKey TRUST[] = {
	{"authserv", true}, {"gnupg-home", false},  {"open", false},
	{"comment", false}, {"answer", false},	    {"vote", false},
	{"decide", false},  {"acknowledge", false}, {"profile", false},
	{NULL, false},
};

static const SchemaKey LIMITS[] = {
	{"mail-megabytes", false}, {"header-bytes", false}, {"headers-bytes", false},
	{"parts", false},	   {"depth", false},	    {"addresses", false},
	{"text-bytes", false},	   {NULL, false},
};

static const SchemaKey MAILBOX[] = {
	{"server", false},
	{"user", false},
	{"password-command", false},
	{"password-file", false},
	{"password", false},
	{"token-command", false},
	{"inbox", false},
	{"archive", false},
	{"aside", false},
	{"ca-file", false},
	{"fingerprint", false},
	{"poll", false},
	{NULL, false},
};

static const SchemaKey OUTGOING[] = {
	{"server", false},	  {"user", false},	  {"password-command", false},
	{"password-file", false}, {"password", false},	  {"token-command", false},
	{"ca-file", false},	  {"fingerprint", false}, {"helo", false},
	{"envelope-from", false}, {"connections", false}, {NULL, false},
};

static const SchemaKey PERSON[] = {
	{"name", false},    {"address", true},	  {"zone", false},     {"hours", true},
	{"focus", true},    {"holidays", true},	  {"slots", true},     {"absences", true},
	{"manager", false}, {"digest", false},	  {"language", false}, {"keys", true},
	{"pin", true},	    {"daily-cap", false}, {NULL, false},
};

static const SchemaKey GROUP[] = {{"members", true}, {NULL, false}};

static const SchemaKey RULE[] = {
	{"tags", true},	    {"opens", false},	{"method", false},
	{"deciders", true}, {"informed", true}, {"due", false},
	{"respond", false}, {"remind", true},	{"warn", true},
	{"overdue", false}, {"policy", false},	{"grace", false},
	{"needs", true},    {"decided", false}, {"update", false},
	{"resolve", false}, {"pause", false},	{"snooze", false},
	{"away", false},    {"floor", false},	{"overlap-within", false},
	{NULL, false},
};

static const SchemaKey NORM[] = {
	{"tags", true},	   {"projects", true}, {"people", true}, {"respond", false},
	{"update", false}, {"resolve", false}, {"due", false},	 {"pause", false},
	{"snooze", false}, {"warn", true},     {NULL, false},
};

static const SchemaKey LEVEL[] = {{"at", false},
				  {"notify", true},
				  {"repeat", false},
				  {"times", false},
				  {NULL, false}};

static const SchemaKey POLICY[] = {
	{"repeat", false}, {"acknowledged-for", false}, {NULL, false}};

static const SchemaKey STEP[] = {{"after", false}, {"notify", true}, {NULL, false}};

static const SchemaKey METHOD[] = {
	{"decides", false},   {"objection", false},   {"concern", false},
	{"quorum", false},    {"agrees", false},      {"pass", false},
	{"of", false},	      {"seconds", false},     {"due", false},
	{"minimum", false},   {"early", false},	      {"final-call", false},
	{"positions", false}, {"outstanding", false}, {"outcome", false},
	{"ballot", false},    {"roles", true},	      {NULL, false},
};

static const SchemaKey WORDS[] = {
	{"agree", true},  {"abstain", true}, {"disagree", true}, {"concern", true},
	{"object", true}, {"hedge", true},   {NULL, false}};

static const SchemaSection SECTIONS[] = {
	{"gateway", NULL, true, REPEAT_NEVER, GATEWAY},
	{"trust", NULL, false, REPEAT_NEVER, TRUST},
	{"limits", NULL, false, REPEAT_NEVER, LIMITS},
	{"mailbox", NULL, true, REPEAT_TITLE, MAILBOX},
	{"outgoing", NULL, false, REPEAT_NEVER, OUTGOING},
	{"person", NULL, true, REPEAT_TITLE, PERSON},
	{"group", NULL, true, REPEAT_TITLE, GROUP},
	{"rule", NULL, true, REPEAT_OVERRIDES, RULE},
	{"level", "rule", false, REPEAT_ANY, LEVEL},
	{"norm", NULL, true, REPEAT_OVERRIDES, NORM},
	{"level", "norm", false, REPEAT_ANY, LEVEL},
	{"policy", NULL, true, REPEAT_OVERRIDES, POLICY},
	{"step", "policy", false, REPEAT_ANY, STEP},
	{"method", NULL, true, REPEAT_OVERRIDES, METHOD},
	{"words", NULL, true, REPEAT_OVERRIDES, WORDS},
};

static bool is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

const SchemaSection *schema_section(const char *parent, const char *kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++)
		if (is_same(SECTIONS[i].parent, parent) &&
		    strcmp(SECTIONS[i].kind, kind) == 0)
			return &SECTIONS[i];
	return NULL;
}

const SchemaSection *schema_anywhere(const char *kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++)
		if (strcmp(SECTIONS[i].kind, kind) == 0)
			return &SECTIONS[i];
	return NULL;
}

const SchemaKey *schema_key(const SchemaSection *section, const char *name)
{
	for (const SchemaKey *key = section->keys; key->name != NULL; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

/* Keeps the nearer of two candidates; a short word is near to everything. */
static void keep_nearer(const char *word, const char *candidate, int *best_distance,
			const char **best)
{
	g_autofree char *folded = text_fold(word);
	for (char *at = folded; *at != '\0'; at++)
		if (*at == '_')
			*at = '-';
	int distance = text_distance(folded, candidate, NEAR_MAX);
	if (distance < *best_distance && distance < (int)strlen(candidate) / 2 + 1) {
		*best_distance = distance;
		*best = candidate;
	}
}

const char *schema_near_section(const char *parent, const char *kind)
{
	const char *best = NULL;
	int distance = NEAR_MAX + 1;
	for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++)
		if (is_same(SECTIONS[i].parent, parent))
			keep_nearer(kind, SECTIONS[i].kind, &distance, &best);
	return best;
}

const char *schema_near_key(const SchemaSection *section, const char *name)
{
	const char *best = NULL;
	int distance = NEAR_MAX + 1;
	for (const SchemaKey *key = section->keys; key->name != NULL; key++)
		keep_nearer(name, key->name, &distance, &best);
	return best;
}
