/* profile.c: working lives as people write them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar/focus.h"

#define TEXT_BYTES_MAX 400
#define PARTS_MAX      21

static const char *const KEY_NAMES[] = {
	[PROFILE_ZONE] = "zone",   [PROFILE_HOURS] = "hours",	[PROFILE_FOCUS] = "focus",
	[PROFILE_SLOTS] = "slots", [PROFILE_DIGEST] = "digest", [PROFILE_MUTE] = "mute",
};

const char *profile_key_name(ProfileKey key)
{
	return KEY_NAMES[key];
}

bool profile_key_from_name(const char *name, ProfileKey *out_key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(KEY_NAMES); i++) {
		if (strcmp(KEY_NAMES[i], name) == 0) {
			*out_key = (ProfileKey)i;
			return true;
		}
	}
	return false;
}

const char *profile_source_name(ProfileSource source)
{
	static const char *const names[] = {
		[PROFILE_ASSUMED] = "assumed",
		[PROFILE_CONFIGURED] = "configuration",
		[PROFILE_BY_MAIL] = "mail",
	};
	return names[source];
}

ProfileLine *profile_line_new(const char *person, ProfileKey key, const char *text,
			      Instant at)
{
	ProfileLine *line = g_new0(ProfileLine, 1);
	line->person = g_strdup(person);
	line->key = key;
	line->text = g_strdup(text);
	line->at = at;
	return line;
}

void profile_line_free(ProfileLine *line)
{
	if (line == NULL)
		return;
	g_free(line->person);
	g_free(line->text);
	g_free(line);
}

bool profile_is_off(const char *text)
{
	static const char *const words[] = {"off", "none", "no", "never", NULL};
	g_autofree char *lower = g_ascii_strdown(text, -1);
	return g_strv_contains(words, g_strstrip(lower));
}

/* ---- slots and digests -------------------------------------------------- */

static bool read_clock(const char *text, int *out_minute)
{
	int hour = 0, minute = 0;
	char rest = '\0';
	if (sscanf(text, "%2d:%2d%c", &hour, &minute, &rest) != 2 || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59)
		return false;
	*out_minute = hour * 60 + minute;
	return true;
}

bool profile_read_slot(const char *text, GArray *minutes, int *out_count)
{
	int minute = 0;
	if (read_clock(text, &minute)) {
		g_array_append_val(minutes, minute);
		return minutes->len <= PROFILE_SLOTS_MAX;
	}
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 2 || text[digits] != '\0' || atoi(text) < 1 ||
	    atoi(text) > PROFILE_SLOTS_MAX)
		return false;
	*out_count = atoi(text);
	return true;
}

static int weekday_of(const char *word)
{
	static const char *const days[] = {"monday", "tuesday",	 "wednesday", "thursday",
					   "friday", "saturday", "sunday"};
	g_autofree char *lower = g_ascii_strdown(word, -1);
	for (int i = 0; i < 7; i++)
		if (strlen(lower) >= 3 && g_str_has_prefix(days[i], lower))
			return i + 1;
	return 0;
}

bool profile_read_digest(const char *text, DigestWish *out_wish)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 4);
	guint count = g_strv_length(words);
	DigestWish wish = {DIGEST_OFF, 1, 9 * 60};
	if (profile_is_off(text)) {
		*out_wish = wish;
		return true;
	}
	bool is_daily = count >= 1 && g_ascii_strcasecmp(words[0], "daily") == 0;
	bool is_weekly = count >= 1 && g_ascii_strcasecmp(words[0], "weekly") == 0;
	if (!(is_daily && count == 2) && !(is_weekly && count == 3))
		return false;
	wish.rhythm = is_daily ? DIGEST_DAILY : DIGEST_WEEKLY;
	wish.weekday = is_weekly ? weekday_of(words[1]) : 1;
	if (wish.weekday == 0 || !read_clock(words[count - 1], &wish.minute))
		return false;
	*out_wish = wish;
	return true;
}

/* ---- what people write -------------------------------------------------- */

/* Words between blanks, commas, semicolons and "and". */
static GPtrArray *words_of(const char *written)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) parts = g_strsplit_set(written, " \t,;", -1);
	for (int i = 0; parts[i] != NULL; i++)
		if (*parts[i] != '\0' && g_ascii_strcasecmp(parts[i], "and") != 0 &&
		    g_ascii_strcasecmp(parts[i], "at") != 0)
			g_ptr_array_add(words, g_strdup(parts[i]));
	return words;
}

static char *join(const GPtrArray *words, const char *mark)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? mark : "",
				       (const char *)g_ptr_array_index(words, i));
	return g_string_free(text, FALSE);
}

static bool take_zone(const char *written, char **out_text, GError **error)
{
	const Zone *zone = zone_find(written);
	if (zone != NULL) {
		*out_text = g_strdup(zone_name(zone));
		return true;
	}
	g_auto(GStrv) near = zone_suggest(written);
	g_autofree char *list = g_strjoinv(", ", near);
	return fault(error, FAULT_UNREADABLE, "no time zone is called '%s'%s%s", written,
		     *list != '\0' ? "; near: " : "", list);
}

/* "Mon-Thu 09:00-12:30, 13:30-18:00; Sat,Sun 10:00-12:00": spans with their days. */
static GPtrArray *spans_of(const char *written)
{
	GPtrArray *spans = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) days = g_string_new(NULL);
	g_autoptr(GPtrArray) words = words_of(written);
	bool is_after_span = false;
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		if (g_ascii_isdigit(*word)) {
			g_ptr_array_add(spans, g_strdup_printf("%s %s", days->str, word));
			is_after_span = true;
			continue;
		}
		if (is_after_span)
			g_string_truncate(days, 0);
		is_after_span = false;
		g_string_append_printf(days, "%s%s", days->len > 0 ? "," : "", word);
	}
	/* Days that no span follows. */
	if (!is_after_span && days->len > 0)
		g_ptr_array_add(spans, g_strdup(days->str));
	return spans;
}

static bool take_hours(const char *written, char **out_text, GError **error)
{
	g_autoptr(GPtrArray) spans = spans_of(written);
	g_autoptr(Hours) hours = hours_new(zone_utc());
	g_autoptr(GError) why = NULL;
	if (spans->len == 0 || spans->len > PARTS_MAX)
		return fault(error, FAULT_UNREADABLE,
			     "'%s': hours are written as 'Mon-Fri 09:00-17:00'", written);
	for (guint i = 0; i < spans->len; i++)
		if (!hours_add_week(hours, g_ptr_array_index(spans, i), &why))
			return fault(error, FAULT_UNREADABLE, "%s", why->message);
	*out_text = join(spans, "; ");
	return true;
}

static bool take_slots(const char *written, char **out_text, GError **error)
{
	g_autoptr(GPtrArray) words = words_of(written);
	g_autoptr(GArray) minutes = g_array_new(FALSE, FALSE, sizeof(int));
	int count = 0;
	bool is_good = words->len > 0;
	for (guint i = 0; i < words->len && is_good; i++)
		is_good = profile_read_slot(g_ptr_array_index(words, i), minutes, &count);
	if (!is_good || (count > 0 && words->len > 1))
		return fault(error, FAULT_UNREADABLE,
			     "'%s': slots are written as '09:30 13:00 16:30', or as "
			     "how many a day, '3'",
			     written);
	*out_text = join(words, " ");
	return true;
}

/* `digest daily` alone is at nine, as the one nobody asked for is. */
static bool take_digest(const char *written, char **out_text, GError **error)
{
	g_autoptr(GPtrArray) words = words_of(written);
	const char *first = words->len > 0 ? g_ptr_array_index(words, 0) : "";
	bool is_weekly = g_ascii_strcasecmp(first, "weekly") == 0;
	if (is_weekly && words->len == 1)
		g_ptr_array_add(words, g_strdup("Mon"));
	if (is_weekly ? words->len == 2
		      : words->len == 1 && g_ascii_strcasecmp(first, "daily") == 0)
		g_ptr_array_add(words, g_strdup("09:00"));
	g_autofree char *text = join(words, " ");
	DigestWish wish;
	if (!profile_read_digest(text, &wish))
		return fault(error, FAULT_UNREADABLE,
			     "'%s' is no digest wish; write 'daily 08:30', 'weekly Mon "
			     "09:00' or 'off'",
			     written);
	*out_text = g_steal_pointer(&text);
	return true;
}

bool profile_read(ProfileKey key, const char *written, char **out_text, GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(written));
	if (strlen(text) > TEXT_BYTES_MAX)
		return fault(error, FAULT_UNREADABLE, "that is too long");
	if (g_ascii_strcasecmp(text, "default") == 0) {
		*out_text = NULL;
		return true;
	}
	bool is_off = profile_is_off(text);
	if (is_off && key != PROFILE_ZONE && key != PROFILE_HOURS) {
		*out_text = g_strdup("off");
		return true;
	}
	switch (key) {
	case PROFILE_ZONE:
		return take_zone(text, out_text, error);
	case PROFILE_HOURS:
	case PROFILE_FOCUS:
		return take_hours(text, out_text, error);
	case PROFILE_SLOTS:
		return take_slots(text, out_text, error);
	case PROFILE_DIGEST:
		return take_digest(text, out_text, error);
	case PROFILE_MUTE:
		*out_text = g_strdup("on");
		return true;
	}
	return false;
}

bool profile_is_possible(const char *hours, const char *focus, GError **error)
{
	g_autoptr(Hours) week = hours_new(zone_utc());
	g_autoptr(Focus) quiet = focus_new(zone_utc());
	g_auto(GStrv) parts = g_strsplit(hours, "; ", -1);
	g_auto(GStrv) quiet_parts = g_strsplit(focus, "; ", -1);
	Instant free = INSTANT_NONE;
	for (int i = 0; parts[i] != NULL; i++)
		(void)hours_add_week(week, parts[i], NULL);
	for (int i = 0; quiet_parts[i] != NULL && !profile_is_off(focus); i++)
		(void)focus_add(quiet, quiet_parts[i], NULL);
	return focus_next_free(quiet, week, 0, &free, error);
}
