/* settings_scan.h: the outline of a settings file: where sections open and close, where
 * keys stand. Private to settings.
 *
 * libconfuse stops at the first mistake, keeps no line for a value and takes a missing
 * brace for granted. The scan finds statements and goes on after a mistake; the values
 * themselves are left to libconfuse. */
#ifndef BASE_SETTINGS_SCAN_H
#define BASE_SETTINGS_SCAN_H

#include "base/settings.h"

typedef enum { SCAN_OPEN, SCAN_CLOSE, SCAN_SETTING, SCAN_INCLUDE, SCAN_END } ScanKind;

typedef struct {
	ScanKind kind;
	int line;
	char *name;   /* kind of section, or key; "" for a brace that opens nothing */
	char *title;  /* of a section (NULL: none); file of an include */
	bool is_list; /* a setting with braces */
	char *text;   /* of a setting: `key=value` for libconfuse, comments gone, lines
			 kept;   NULL if a mistake was reported */
} ScanItem;

void scan_item_clear(ScanItem *item);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ScanItem, scan_item_clear)

typedef struct Scan Scan;

/* `text` and `file` are borrowed until the scan is freed. */
Scan *scan_new(const char *text, char *file, GPtrArray *problems);
void scan_free(Scan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scan, scan_free)

/* The next statement; SCAN_END for ever after the last. */
void scan_next(Scan *scan, ScanItem *out_item);

#endif
