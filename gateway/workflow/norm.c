/* norm.c: norms read from rule files, and the one that counts.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/norm.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "workflow/rules_value.h"

/* How particular a norm is: a person outweighs project and tag together. */
#define WEIGHT_TAG     1
#define WEIGHT_PROJECT 2
#define WEIGHT_PERSON  4

#define MEDIUM_PERCENT 50
#define HIGH_PERCENT   85
#define REPEATS_MAX    20

static const char *const PAUSES[] = {
	[PAUSE_SHIFT] = "shift", [PAUSE_HIDE] = "hide", [PAUSE_IGNORE] = "ignore"};

static const char *const KEYS[] = {
	[NORM_RESPOND] = "respond", [NORM_UPDATE] = "update", [NORM_RESOLVE] = "resolve",
	[NORM_DUE] = "due",	    [NORM_PAUSE] = "pause",   [NORM_WARN] = "warn",
	[NORM_SNOOZE] = "snooze",   [NORM_LEVELS] = "level"};

const char *pause_kind_name(PauseKind kind)
{
	return PAUSES[kind];
}

bool pause_kind_from_name(const char *name, PauseKind *out_kind)
{
	for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(PAUSES); i++) {
		if (g_ascii_strcasecmp(PAUSES[i], name) == 0) {
			*out_kind = (PauseKind)i;
			return true;
		}
	}
	return false;
}

static void level_free(Level *level)
{
	g_free(level->at);
	g_ptr_array_unref(level->notify);
	g_free(level);
}

void norm_terms_free(NormTerms *terms)
{
	if (terms == NULL)
		return;
	for (size_t i = 0; i < NORM_KEY_COUNT; i++)
		g_free(terms->texts[i]);
	g_clear_pointer(&terms->levels, g_ptr_array_unref);
	g_free(terms);
}

void norm_free(Norm *norm)
{
	if (norm == NULL)
		return;
	g_free(norm->title);
	g_ptr_array_unref(norm->tags);
	g_ptr_array_unref(norm->projects);
	g_ptr_array_unref(norm->people);
	norm_terms_free(norm->terms);
	g_free(norm);
}

/* ---- reading ------------------------------------------------------------- */

static bool is_off(const char *text)
{
	return g_ascii_strcasecmp(text, "off") == 0 ||
	       g_ascii_strcasecmp(text, "none") == 0;
}

/* A duration, or `off`; "every" may stand before that of `update`. */
static void read_length(NormTerms *terms, NormKey key, const SettingsSection *section,
			GPtrArray *problems)
{
	static const char EVERY[] = "every ";
	const char *text = settings_get_text(section, KEYS[key]);
	if (text == NULL)
		return;
	terms->has[key] = true;
	if (is_off(text))
		return;
	if (key == NORM_UPDATE && g_ascii_strncasecmp(text, EVERY, strlen(EVERY)) == 0) {
		terms->is_update_every = true;
		text += strlen(EVERY);
	}
	if (rules_read_duration(section, KEYS[key], text, &terms->lengths[key], problems))
		terms->texts[key] = g_strdup(text);
}

static void read_pause(NormTerms *terms, const SettingsSection *section,
		       GPtrArray *problems)
{
	const char *text = settings_get_text(section, "pause");
	terms->has[NORM_PAUSE] = text != NULL;
	if (text != NULL && !pause_kind_from_name(text, &terms->pause))
		rules_blame(section, "pause", "shift, hide or ignore", problems);
}

static int percent_of(const char *text)
{
	char *end = NULL;
	long value = strtol(text, &end, 10);
	if (end != text && *end == '%')
		end++;
	return end != text && *end == '\0' && value >= 0 && value <= 100 ? (int)value
									 : -1;
}

/* `warn = 85`, `warn = {50, 85}`: at medium and at high risk; 0 warns nobody. */
static void read_warn(NormTerms *terms, const SettingsSection *section,
		      GPtrArray *problems)
{
	const Setting *setting = settings_get(section, "warn");
	terms->medium = MEDIUM_PERCENT;
	terms->high = HIGH_PERCENT;
	terms->has[NORM_WARN] = setting != NULL;
	if (setting == NULL)
		return;
	guint count = setting->values->len;
	int high = count > 0 ? percent_of(g_ptr_array_index(setting->values, count - 1))
			     : -1;
	int medium = count == 2 ? percent_of(g_ptr_array_index(setting->values, 0))
				: MIN(MEDIUM_PERCENT, high - 1);
	if (count == 1 && high == 0)
		return;
	if (count < 1 || count > 2 || high > 99 || medium < 1 || medium >= high) {
		problems_add(problems, setting->place,
			     "warn: expected one percentage, or two that rise, from 1 to "
			     "99, as {50, 85}");
		return;
	}
	terms->medium = medium;
	terms->high = high;
	terms->warns = true;
}

/* ---- levels -------------------------------------------------------------- */

/* "85%", "due", "due+1wd", "due-4wh". */
static bool read_at(Level *level, const char *text, char **out_why)
{
	g_autofree char *why = NULL;
	level->percent = percent_of(text);
	if (level->percent > 0)
		return true;
	level->percent = 100;
	if (g_ascii_strncasecmp(text, "due", 3) != 0)
		return false;
	if (text[3] == '\0')
		return true;
	level->side = text[3] == '+' ? 1 : text[3] == '-' ? -1 : 0;
	if (level->side == 0 || !duration_read(text + 4, &level->offset, &why)) {
		*out_why = g_steal_pointer(&why);
		return false;
	}
	if (level->side < 0 && level->offset.days > 0) {
		*out_why = g_strdup("before the due it counts hours, as due-4wh");
		return false;
	}
	return true;
}

static void read_repeat(Level *level, const SettingsSection *section, GPtrArray *problems)
{
	bool repeats = settings_get_text(section, "repeat") != NULL;
	(void)rules_duration(section, "repeat", &level->repeat, problems);
	int times = rules_number(section, "times", 1, REPEATS_MAX, problems);
	level->times = repeats ? 1 : 0;
	if (times > 0 && !repeats)
		problems_add(problems, rules_place(section, "times"),
			     "times without repeat: say how much later, as repeat = "
			     "\"1wd\"");
	else if (times > 0)
		level->times = times;
}

static Level *read_level(const SettingsSection *section, const People *people,
			 GPtrArray *problems)
{
	Level *level = g_new0(Level, 1);
	const char *at = settings_get_text(section, "at");
	g_autofree char *why = NULL;
	level->at = g_strdup(at != NULL ? at : "due");
	level->notify = rules_words(section, "notify");
	rules_check_people(section, "notify", level->notify, people, problems);
	if (level->notify->len == 0)
		problems_add(problems, section->place, "this level notifies nobody");
	if (!read_at(level, level->at, &why))
		problems_add(problems, rules_place(section, "at"), "at = '%s': %s",
			     level->at,
			     why != NULL ? why
					 : "expected a percentage, due, due+1wd or "
					   "due-4wh");
	read_repeat(level, section, problems);
	return level;
}

static void read_levels(NormTerms *terms, const SettingsSection *section,
			const People *people, GPtrArray *problems)
{
	for (guint i = 0; i < section->sections->len; i++) {
		const SettingsSection *inner = g_ptr_array_index(section->sections, i);
		if (terms->levels == NULL)
			terms->levels = g_ptr_array_new_with_free_func(
				(GDestroyNotify)level_free);
		g_ptr_array_add(terms->levels, read_level(inner, people, problems));
	}
	terms->has[NORM_LEVELS] = terms->levels != NULL;
}

NormTerms *norm_terms_read(const SettingsSection *section, const People *people,
			   GPtrArray *problems)
{
	NormTerms *terms = g_new0(NormTerms, 1);
	read_length(terms, NORM_RESPOND, section, problems);
	read_length(terms, NORM_UPDATE, section, problems);
	read_length(terms, NORM_RESOLVE, section, problems);
	read_length(terms, NORM_SNOOZE, section, problems);
	read_pause(terms, section, problems);
	read_warn(terms, section, problems);
	read_levels(terms, section, people, problems);
	terms->texts[NORM_DUE] = rules_phrase(section, "due", problems);
	terms->has[NORM_DUE] = terms->texts[NORM_DUE] != NULL;
	return terms;
}

/* Groups are spelled out, so that two norms can be compared. */
static GPtrArray *read_people(const SettingsSection *section, const People *people,
			      GPtrArray *problems)
{
	g_autoptr(GPtrArray) words = rules_words(section, "people");
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	GPtrArray *copies = g_ptr_array_new_with_free_func(g_free);
	rules_check_people(section, "people", words, people, problems);
	for (guint i = 0; people != NULL && i < words->len; i++)
		(void)people_resolve(people, g_ptr_array_index(words, i), ids);
	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(copies, g_strdup(g_ptr_array_index(ids, i)));
	return copies;
}

static GPtrArray *read_folded(const SettingsSection *section, const char *key, bool upper)
{
	GPtrArray *words = rules_words(section, key);
	for (guint i = 0; i < words->len; i++) {
		g_autofree char *word = g_ptr_array_index(words, i);
		g_ptr_array_index(words, i) =
			upper ? g_utf8_strup(word, -1) : g_utf8_strdown(word, -1);
	}
	return words;
}

Norm *norm_read(const SettingsSection *section, const People *people, GPtrArray *problems)
{
	Norm *norm = g_new0(Norm, 1);
	norm->title = g_strdup(section->title);
	norm->place = section->place;
	norm->tags = read_folded(section, "tags", true);
	norm->projects = read_folded(section, "projects", false);
	norm->people = read_people(section, people, problems);
	norm->terms = norm_terms_read(section, people, problems);
	bool says_any = false;
	for (size_t i = 0; i < NORM_KEY_COUNT; i++)
		says_any = says_any || norm->terms->has[i];
	if (!says_any)
		problems_add(problems, section->place,
			     "norm '%s' says nothing: it needs respond, update, resolve, "
			     "due, pause, warn, snooze or a level",
			     norm->title);
	if (norm->tags->len + norm->projects->len == 0 &&
	    settings_get(section, "people") == NULL)
		problems_add(problems, section->place,
			     "norm '%s' fits everything: name tags, projects or people, "
			     "or change the rule itself",
			     norm->title);
	return norm;
}

/* ---- which one counts ---------------------------------------------------- */

static int weight(const Norm *norm)
{
	return (norm->tags->len > 0 ? WEIGHT_TAG : 0) +
	       (norm->projects->len > 0 ? WEIGHT_PROJECT : 0) +
	       (norm->people->len > 0 ? WEIGHT_PERSON : 0);
}

static bool has_word(const GPtrArray *words, const char *word)
{
	return word != NULL && words_list_has(words, word);
}

static bool meet(const GPtrArray *some, const GPtrArray *others)
{
	bool found = some->len == 0;
	for (guint i = 0; i < some->len && !found; i++)
		found = has_word(others, g_ptr_array_index(some, i));
	return found;
}

static void check_pair(const Norm *earlier, const Norm *later, GPtrArray *problems)
{
	if (weight(earlier) != weight(later) || !meet(earlier->tags, later->tags) ||
	    !meet(earlier->projects, later->projects) ||
	    !meet(earlier->people, later->people))
		return;
	for (size_t i = 0; i < NORM_KEY_COUNT; i++)
		if (earlier->terms->has[i] && later->terms->has[i])
			problems_add(problems, later->place,
				     "norm '%s' and norm '%s' (%s:%d) both say %s, and "
				     "neither is the more particular",
				     later->title, earlier->title, earlier->place.file,
				     earlier->place.line, KEYS[i]);
}

void norm_check_ties(const GPtrArray *norms, GPtrArray *problems)
{
	for (guint i = 0; i < norms->len; i++)
		for (guint j = i + 1; j < norms->len; j++)
			check_pair(g_ptr_array_index(norms, i),
				   g_ptr_array_index(norms, j), problems);
}

static bool fits(const Norm *norm, const Item *item, const char *person)
{
	return meet(norm->tags, item->tags) &&
	       (norm->projects->len == 0 || has_word(norm->projects, item->project)) &&
	       (norm->people->len == 0 || has_word(norm->people, person));
}

const NormTerms *norm_find(const Rules *rules, const Item *item, const char *person,
			   NormKey key, const Norm **out_norm)
{
	const GPtrArray *norms = rules_norms(rules);
	const Rule *rule = rules_find(rules, item->rule);
	const Norm *best = NULL;
	for (guint i = 0; i < norms->len; i++) {
		const Norm *norm = g_ptr_array_index(norms, i);
		if (norm->terms->has[key] && fits(norm, item, person) &&
		    (best == NULL || weight(norm) > weight(best)))
			best = norm;
	}
	if (out_norm != NULL)
		*out_norm = best;
	if (best != NULL)
		return best->terms;
	return rule != NULL && rule->terms->has[key] ? rule->terms : NULL;
}
