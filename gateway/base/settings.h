/* settings.h: files in libconfuse syntax into a flat list of sections that
 * remember file and line, so that whoever gives a value its meaning can name the place.
 *
 * One schema (a const table) serves configuration and rules alike: any file may hold
 * gateway, trust, mailbox, outgoing, person, group, rule, policy and method sections and
 * `include`. All mistakes of all files are collected, not only the first. */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>

typedef struct {
	char *file;
	int line;
} Place;

typedef struct {
	char *name;
	Place place;
	GPtrArray *values; /* of char *: one for a scalar, any number for a list {"a",
			      "b"} */
} Setting;

typedef struct SettingsSection SettingsSection;
struct SettingsSection {
	char *kind;  /* "person" */
	char *title; /* "maria", or "" */
	Place place;
	GPtrArray *settings; /* of Setting, in order */
	GPtrArray *sections; /* of SettingsSection: the steps of a policy, in order */
};

typedef struct {
	GPtrArray *sections; /* of SettingsSection, in order of reading */
} Settings;

/* One mistake: "acme.conf:12: unknown key 'zne' in person (did you mean 'zone'?)". A
 * remark is told too, but nothing stops for it: the rest is used. */
typedef struct {
	Place place;
	char *what;
	bool is_remark;
} Problem;

/* A growing list of mistakes. */
GPtrArray *problems_new(void);
void problems_add(GPtrArray *problems, Place place, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void problems_remark(GPtrArray *problems, Place place, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/* How many are no remarks. */
guint problems_mistakes(const GPtrArray *problems);
/* "file:line: what". Owned. */
char *problem_text(const Problem *problem);

/* Read `path` and what it includes (relative to the including file) and append to
 * `settings`. Every mistake (unreadable file, syntax, unknown key or section, missing
 * final brace, duplicate title, newline in a value, repeated scalar) goes to `problems`;
 * what could be read is kept. */
Settings *settings_new(void);
void settings_read(Settings *settings, const char *path, GPtrArray *problems);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

/* The setting of that name in a section, or NULL. Borrowed. */
const Setting *settings_get(const SettingsSection *section, const char *name);
/* Its only value, or NULL. */
const char *settings_get_text(const SettingsSection *section, const char *name);

#endif
