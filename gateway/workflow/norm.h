/* norm.h: how soon something is expected, as data: what a rule says, and what `norm`
 * sections say more particularly for a tag, a project or a person. TIME E, MAIL 10. */
#ifndef WORKFLOW_NORM_H
#define WORKFLOW_NORM_H

#include "workflow/item.h"

/* What a pause does to a clock. */
typedef enum {
	PAUSE_SHIFT,  /* its due moves by the time it was paused */
	PAUSE_HIDE,   /* time runs on and the due stays; nothing is sent meanwhile */
	PAUSE_IGNORE, /* the same, and meanwhile it has no due at all */
} PauseKind;
const char *pause_kind_name(PauseKind kind);
bool pause_kind_from_name(const char *name, PauseKind *out_kind);

/* When whom a level tells: at a percent of the clock's time, or before or after its due.
 */
typedef struct {
	char *at;    /* as written: "85%", "due", "due+1wd", "due-4wh" */
	int percent; /* 1..100; 100 is the due */
	int side;    /* -1 before the due, 1 after it, by `offset`; 0: at `percent` */
	Duration offset;
	GPtrArray *notify; /* of char *: words for people_resolve, and roles */
	Duration repeat;   /* after it was told, again so much later */
	int times;	   /* so often again; 0: once is all */
	bool is_plain;	   /* said by `remind`: never more than a reminder */
} Level;

/* What may be said, in a rule or in a norm; each by itself. */
typedef enum {
	NORM_RESPOND,
	NORM_UPDATE,
	NORM_RESOLVE,
	NORM_DUE,
	NORM_PAUSE,
	NORM_WARN,
	NORM_SNOOZE,
	NORM_LEVELS,
} NormKey;
#define NORM_KEY_COUNT (NORM_LEVELS + 1)

struct NormTerms {
	bool has[NORM_KEY_COUNT];
	char *texts[NORM_KEY_COUNT]; /* durations as written; NULL: "off" */
	Duration lengths[NORM_KEY_COUNT];
	bool is_update_every; /* `update = "every 2wd"` */
	PauseKind pause;
	int medium, high;  /* percent at which it is at risk */
	bool warns;	   /* the owner is told at `high` */
	GPtrArray *levels; /* of Level; NULL: not said */
};

typedef struct {
	char *title;
	Place place;
	GPtrArray *tags, *projects, *people; /* of char *; empty: any */
	NormTerms *terms;
} Norm;

/* The keys of a rule or norm section. Mistakes to `problems`. */
NormTerms *norm_terms_read(const SettingsSection *section, const People *people,
			   GPtrArray *problems);
void norm_terms_free(NormTerms *terms);
Norm *norm_read(const SettingsSection *section, const People *people,
		GPtrArray *problems);
void norm_free(Norm *norm);

/* Two norms that speak of one thing, are equally particular and may meet on one item are
 * a mistake: neither could be said to win. */
void norm_check_ties(const GPtrArray *norms, GPtrArray *problems);

/* Whose word counts for `key`: the most particular norm that fits and says something of
 * it (a person is more particular than a project, a project than a tag), else the rule.
 * NULL: nobody says anything. `*out_norm` (may be NULL) is the norm, NULL for the rule.
 */
const NormTerms *norm_find(const Rules *rules, const Item *item, const char *person,
			   NormKey key, const Norm **out_norm);

#endif
