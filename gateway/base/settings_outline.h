/* settings_outline.h: the statements of a file put into sections, by the schema. Private
 * to settings. */
#ifndef BASE_SETTINGS_OUTLINE_H
#define BASE_SETTINGS_OUTLINE_H

#include "base/settings.h"
#include "base/settings_scan.h"
#include "base/settings_value.h"

/* What all files of one reading share. */
typedef struct {
	Settings *settings;
	GPtrArray *problems;
	ValueReader *values;
	GHashTable *firsts; /* owned key to Place of the first: what a second section
			       collides with */
	GPtrArray *dropped; /* of SettingsSection: those that came twice */
} Gathering;

/* Sections that are there before the reading. */
void gathering_note_earlier(Gathering *gathering);

/* The sections of one file that are open. */
typedef struct Outline Outline;

/* `file` is a GRefString, borrowed until the outline is freed. */
Outline *outline_new(Gathering *gathering, char *file);
void outline_free(Outline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)

void outline_open(Outline *outline, const ScanItem *item);
void outline_close(Outline *outline, const ScanItem *item);
void outline_set(Outline *outline, const ScanItem *item);
/* The file ends on that line: nothing may be open. */
void outline_end(Outline *outline, int line);
size_t outline_depth(const Outline *outline);

#endif
