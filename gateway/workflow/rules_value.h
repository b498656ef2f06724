/* rules_value.h: what a key of a rule file says, for those who read its sections. A value
 * that is none is a mistake with file and line, in `problems`. Pure. */
#ifndef WORKFLOW_RULES_VALUE_H
#define WORKFLOW_RULES_VALUE_H

#include "base/settings.h"
#include "calendar/when.h"
#include "workflow/people.h"

/* The place of a key, or of its section if it is not there. Borrowed. */
Place rules_place(const SettingsSection *section, const char *name);

/* "NAME = 'VALUE': expected EXPECTED", of a key that is there. */
void rules_blame(const SettingsSection *section, const char *name, const char *expected,
		 GPtrArray *problems);

/* The words of a key, of char *, owned; empty if it is missing. */
GPtrArray *rules_words(const SettingsSection *section, const char *name);

/* A whole number from `least` to `most`; 0 if it is missing or wrong. */
int rules_number(const SettingsSection *section, const char *name, int least, int most,
		 GPtrArray *problems);
/* The same of a part of a value; false, and no word to anybody, if it is none. */
bool rules_read_number(const char *text, int least, int most, int *out_number);

/* False if it is missing or wrong. */
bool rules_duration(const SettingsSection *section, const char *name,
		    Duration *out_duration, GPtrArray *problems);
/* The same of a part of a value, `text`. */
bool rules_read_duration(const SettingsSection *section, const char *name,
			 const char *text, Duration *out_duration, GPtrArray *problems);

/* A date phrase, as a person may write it; NULL if the key is missing. Owned. */
char *rules_phrase(const SettingsSection *section, const char *name, GPtrArray *problems);

/* Each word names somebody, or is a role. `people` NULL: not checked. */
void rules_check_people(const SettingsSection *section, const char *name,
			const GPtrArray *words, const People *people,
			GPtrArray *problems);

#endif
