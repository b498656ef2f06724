/* zone_suggest.c: what somebody may have meant who named no zone.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/zone.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"

#define LIST		"tzdata.zi"
#define SUGGESTIONS_MAX 3
#define SLIPS_MAX	3

/* What clocks and calendars print. It names no zone: half of them are only half of a
 * year, and several mean different things in different countries. */
static const struct {
	const char *letters; /* separated and closed by ' ' */
	const char *zones[SUGGESTIONS_MAX];
} abbreviations[] = {
	{"cet cest met mest mez mesz ",
	 {"Europe/Berlin", "Europe/Paris", "Europe/Madrid"}},
	{"eet eest ", {"Europe/Helsinki", "Europe/Athens", "Europe/Kyiv"}},
	{"wet west ", {"Europe/Lisbon"}},
	{"gmt bst ", {"Europe/London", "UTC"}},
	{"z zulu uct universal utc ", {"UTC"}},
	{"msk ", {"Europe/Moscow"}},
	{"est edt et ", {"America/New_York", "America/Toronto"}},
	{"cst cdt ct ", {"America/Chicago", "America/Mexico_City", "Asia/Shanghai"}},
	{"mst mdt mt ", {"America/Denver", "America/Phoenix"}},
	{"pst pdt pt ", {"America/Los_Angeles", "America/Vancouver"}},
	{"akst akdt ", {"America/Anchorage"}},
	{"hst ", {"Pacific/Honolulu"}},
	{"brt ", {"America/Sao_Paulo"}},
	{"art ", {"America/Argentina/Buenos_Aires"}},
	{"ist ", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}},
	{"npt ", {"Asia/Kathmandu"}},
	{"pkt ", {"Asia/Karachi"}},
	{"gst ", {"Asia/Dubai"}},
	{"jst ", {"Asia/Tokyo"}},
	{"kst ", {"Asia/Seoul"}},
	{"hkt ", {"Asia/Hong_Kong"}},
	{"sgt ", {"Asia/Singapore"}},
	{"wib ", {"Asia/Jakarta"}},
	{"aest aedt aet ", {"Australia/Sydney", "Australia/Brisbane"}},
	{"acst acdt ", {"Australia/Adelaide", "Australia/Darwin"}},
	{"awst ", {"Australia/Perth"}},
	{"nzst nzdt nzt ", {"Pacific/Auckland"}},
	{"sast ", {"Africa/Johannesburg"}},
	{"wat ", {"Africa/Lagos"}},
	{"cat ", {"Africa/Maputo"}},
	{"eat ", {"Africa/Nairobi"}},
};

typedef struct {
	char *name;
	int distance;
} Candidate;

static void candidate_clear(gpointer data)
{
	g_free(((Candidate *)data)->name);
}

static int by_distance(gconstpointer a, gconstpointer b)
{
	const Candidate *first = a, *second = b;
	return first->distance != second->distance ? first->distance - second->distance
						   : strcmp(first->name, second->name);
}

/* More slips than one in three letters are another word. */
static int slips_between(const char *wanted, const char *word)
{
	int limit = MIN((int)strlen(wanted) / 3, SLIPS_MAX);
	int slips = text_distance(wanted, word, limit);
	return slips <= limit ? slips : SLIPS_MAX + 1;
}

static int nearness(const char *wanted, const char *name)
{
	g_autofree char *folded = text_fold(name);
	const char *city = strrchr(folded, '/');
	int whole = slips_between(wanted, folded);
	return city != NULL ? MIN(whole, slips_between(wanted, city + 1)) : whole;
}

static void add(GArray *found, const char *name, int distance)
{
	Candidate candidate = {g_strdup(name), distance};
	g_array_append_val(found, candidate);
	/* cppcheck-suppress memleak */
}

/* `meant` is `name`, or what that is another name for. */
static void consider(GArray *found, const char *wanted, const char *name,
		     const char *meant)
{
	bool is_zone = strchr(name, '/') != NULL;
	int distance = nearness(wanted, name);
	if (g_str_has_prefix(is_zone ? name : meant, "Etc/"))
		return;
	/* "Japan" and "GB" are kept for old programs; only the whole word says it. */
	if (is_zone ? distance <= SLIPS_MAX : distance == 0 && strchr(meant, '/') != NULL)
		add(found, is_zone ? name : meant, distance);
}

/* "Z NAME ..." begins a zone, "L TARGET NAME" a link. */
static void search_list(GArray *found, const char *wanted)
{
	g_autofree char *path = g_build_filename(zone_folder(), LIST, NULL);
	g_autofree char *list = NULL;
	if (!g_file_get_contents(path, &list, NULL, NULL))
		return;
	g_autofree char **lines = text_split(list);
	for (int i = 0; lines[i] != NULL; i++) {
		bool is_zone = g_str_has_prefix(lines[i], "Z ");
		if (!is_zone && !g_str_has_prefix(lines[i], "L "))
			continue;
		g_auto(GStrv) words = g_strsplit(lines[i], " ", 4);
		const char *name =
			g_strv_length(words) > 1 ? words[is_zone ? 1 : 2] : NULL;
		if (name != NULL)
			consider(found, wanted, name, words[1]);
	}
}

static void search_abbreviations(GArray *found, const char *wanted)
{
	g_autofree char *closed = g_strconcat(wanted, " ", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++) {
		const char *at = strstr(abbreviations[i].letters, closed);
		if (*wanted == '\0' || at == NULL ||
		    (at != abbreviations[i].letters && at[-1] != ' '))
			continue;
		for (int j = 0; j < SUGGESTIONS_MAX; j++)
			if (abbreviations[i].zones[j] != NULL)
				add(found, abbreviations[i].zones[j],
				    j - SUGGESTIONS_MAX);
	}
}

char **zone_suggest(const char *name)
{
	g_autofree char *wanted = text_fold(name);
	g_strdelimit(wanted, " ", '_');
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_array_set_clear_func(found, candidate_clear);
	search_abbreviations(found, wanted);
	if (found->len == 0)
		search_list(found, wanted);
	g_array_sort(found, by_distance);
	char **names = g_new0(char *, SUGGESTIONS_MAX + 1);
	/* Beside the very word, but for its case, what is merely near is noise. */
	for (guint i = 0, count = 0; i < found->len && count < SUGGESTIONS_MAX; i++) {
		const Candidate *here = &g_array_index(found, Candidate, i);
		bool is_noise = here->distance > 0 &&
				g_array_index(found, Candidate, 0).distance <= 0;
		if (!is_noise && !g_strv_contains((const char *const *)names, here->name))
			names[count++] = g_strdup(here->name);
	}
	return names;
}
