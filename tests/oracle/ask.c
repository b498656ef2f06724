/* ask.c: put the oracle's questions to the program's calendar, and compare.
 *
 *	oracle SEED TEAMS | ask
 *
 * Prints every disagreement with the calendar it is about, and at the end how many cases
 * there were. Exit status 1 if there was a disagreement, 2 for a line it cannot read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar/hours.h"

#define SHOWN_MAX 20

typedef struct {
	GPtrArray *team; /* of Hours */
	GString *about;	 /* the calendar at hand, as it was told */
	Hours *hours;	 /* the last of the team */
	char name[32];
	uint64_t cases, wrong;
} Asking;

static void must(bool is_so, const char *line)
{
	if (is_so)
		return;
	fprintf(stderr, "ask: cannot use '%s'\n", line);
	exit(2);
}

static char *tell(bool found, int64_t answer)
{
	return found ? g_strdup_printf("%" G_GINT64_FORMAT, answer) : g_strdup("none");
}

static char *tell_pieces(const Hours *hours, Instant a, Instant b)
{
	GString *told = g_string_new(NULL);
	g_autoptr(GPtrArray) pieces = hours_explain(hours, a, b);
	Instant last = a;
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		must(piece->span.start == last && piece->span.end > last, "pieces");
		last = piece->span.end;
		g_autofree char *why = g_strdelimit(g_strdup(piece->why), " ", '_');
		g_string_append_printf(told, "%s%" G_GINT64_FORMAT " %s",
				       i > 0 ? " " : "", piece->span.start, why);
	}
	must(last == b, "pieces");
	return g_string_free(told, FALSE);
}

static char *tell_spans(GPtrArray *all, const int64_t *number)
{
	GString *told = g_string_new(NULL);
	g_autoptr(GArray) spans =
		hours_overlap(all, number[0], number[1], number[2], (size_t)number[3]);
	for (guint i = 0; i < spans->len; i++) {
		Span span = g_array_index(spans, Span, i);
		g_string_append_printf(told, "%s%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
				       i > 0 ? " " : "", span.start, span.end);
	}
	return g_string_free(told, FALSE);
}

static char *tell_day_end(const Hours *hours, int64_t day)
{
	Instant end = 0;
	bool was_moved = false;
	if (!hours_day_end(hours, day, &end, &was_moved, NULL))
		return g_strdup("none");
	return g_strdup_printf("%" G_GINT64_FORMAT " %d", end, was_moved);
}

/* What the program says; NULL: no such question. */
static char *answer(const Asking *asking, const char *word, const int64_t *number)
{
	const Hours *hours = asking->hours;
	Instant at = 0;
	bool found = true;
	if (strcmp(word, "open") == 0)
		at = hours_is_open(hours, number[0]) ? 1 : 0;
	else if (strcmp(word, "next") == 0)
		found = hours_next_open(hours, number[0], &at, NULL);
	else if (strcmp(word, "closed") == 0)
		at = hours_next_closed(hours, number[0], number[1]);
	else if (strcmp(word, "elapsed") == 0)
		at = hours_elapsed(hours, number[0], number[1]);
	else if (strcmp(word, "add") == 0)
		found = hours_add(hours, number[0], number[1], &at, NULL);
	else if (strcmp(word, "subtract") == 0)
		found = hours_subtract(hours, number[0], number[1], &at, NULL);
	else if (strcmp(word, "days") == 0)
		found = hours_add_days(hours, number[0], (int)number[1], &at, NULL);
	else if (strcmp(word, "end") == 0)
		return tell_day_end(hours, number[0]);
	else if (strcmp(word, "explain") == 0)
		return tell_pieces(hours, number[0], number[1]);
	else if (strcmp(word, "overlap") == 0)
		return tell_spans(asking->team, number);
	else
		return NULL;
	return tell(found, at);
}

static void compare(Asking *asking, const char *line, const char *word)
{
	int64_t number[4] = {0};
	char *rest = NULL;
	const char *at = line + strlen(word);
	const char *wanted = strstr(line, " =");
	must(wanted != NULL, line);
	for (int i = 0; i < 4 && at < wanted; i++, at = rest)
		number[i] = g_ascii_strtoll(at, &rest, 10);
	wanted += strlen(" =");
	wanted += *wanted == ' ' ? 1 : 0;
	g_autofree char *found = answer(asking, word, number);
	must(found != NULL, line);
	asking->cases++;
	if (strcmp(found, wanted) == 0)
		return;
	if (asking->wrong++ < SHOWN_MAX)
		printf("%s\n%s%s\n  but: %s\n\n", asking->name, asking->about->str, line,
		       found);
}

/* Of every other person the hours are a copy, as those who were away have. */
static void begin_person(Asking *asking, const char *zone)
{
	const Zone *found = zone_find(zone);
	must(found != NULL, zone);
	asking->hours = hours_new(found);
	g_ptr_array_add(asking->team, asking->hours);
	g_string_printf(asking->about, "calendar %s\n", zone);
}

static void add_away(Asking *asking, const char *line)
{
	long long start = 0, end = 0;
	guint last = asking->team->len - 1;
	must(sscanf(line, "%lld %lld", &start, &end) == 2, line);
	static int names;
	names = strstr(asking->about->str, "away") == NULL ? 0 : names + 1;
	g_autofree char *name = g_strdup_printf("a%d", names);
	if (last % 2 == 1 && names == 0) {
		Hours *copy = hours_copy(asking->hours);
		hours_free(g_steal_pointer(&asking->team->pdata[last]));
		asking->team->pdata[last] = asking->hours = copy;
	}
	hours_add_absence(asking->hours, start, end, name);
}

static void read_line(Asking *asking, const char *line)
{
	char word[16] = "";
	must(sscanf(line, "%15s", word) == 1, line);
	const char *rest = line + strlen(word) + 1;
	bool is_about = true;
	if (strcmp(word, "team") == 0) {
		g_ptr_array_set_size(asking->team, 0);
		g_strlcpy(asking->name, line, sizeof asking->name);
	} else if (strcmp(word, "calendar") == 0) {
		begin_person(asking, rest);
	} else if (strcmp(word, "week") == 0) {
		must(hours_add_week(asking->hours, rest, NULL), line);
	} else if (strcmp(word, "holiday") == 0) {
		must(hours_add_holiday(asking->hours, rest, rest, NULL), line);
	} else if (strcmp(word, "away") == 0) {
		add_away(asking, rest);
	} else {
		is_about = false;
		compare(asking, line, word);
	}
	if (is_about && strcmp(word, "team") != 0 && strcmp(word, "calendar") != 0)
		g_string_append_printf(asking->about, "%s\n", line);
}

int main(void)
{
	Asking asking = {
		.team = g_ptr_array_new_with_free_func((GDestroyNotify)hours_free),
		.about = g_string_new(NULL)};
	static char line[1 << 20];
	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		read_line(&asking, line);
	}
	printf("%" G_GUINT64_FORMAT " cases, %" G_GUINT64_FORMAT " disagreements\n",
	       asking.cases, asking.wrong);
	g_ptr_array_unref(asking.team);
	g_string_free(asking.about, TRUE);
	return asking.wrong > 0 || asking.cases == 0;
}
