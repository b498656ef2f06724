/* roster_private.h: what a Roster is made of. For roster*.c alone. */
#ifndef CALENDAR_ROSTER_PRIVATE_H
#define CALENDAR_ROSTER_PRIVATE_H

#include "calendar/roster.h"

/* A piece of one day, in seconds of it; `before` is what the day has worked until it
 * starts. */
typedef struct {
	int start, end, before;
} Piece;

typedef struct {
	int total;
	guint count;
	Piece *pieces;
} Pattern;

/* The days we keep marks for: 2015 to 2042. All others are reckoned out. */
#define MARKS_FIRST 16436
#define MARKS_WORDS 160
#define MARKS_DAYS  (MARKS_WORDS * 64)
/* These are also divided into blocks, whose sums are known. */
#define BLOCK_DAYS 32
#define BLOCKS	   (MARKS_DAYS / BLOCK_DAYS)

typedef struct {
	/* By weekday from Monday on, and by is-a-holiday + 2 * follows-a-holiday. */
	Pattern patterns[7][4];
	uint64_t holidays[MARKS_WORDS];
	/* Days that hold something else than their weekday does: holidays, and days on
	 * which a clock was changed. */
	uint64_t special[MARKS_WORDS];
	/* Seconds worked since MARKS_FIRST when each block begins, and when the last
	 * ends. */
	int32_t before[BLOCKS + 1];
} Index;

struct Roster {
	int references; /* atomic */
	const Zone *zone;
	GArray *week[7];	/* of Interval, sorted, joined; Monday first */
	GPtrArray *holidays;	/* of Holidays */
	Holidays *own_holidays; /* one of them; NULL: not yet */
	Index **index;		/* atomic; *index NULL: not asked yet */
};

/* Without the sums of its blocks. */
Index *roster_index_new(const Roster *roster);
void roster_index_free(Index *index);

/* Monday 0. */
static inline int weekday_of_day(int64_t day)
{
	int weekday = (int)((day + 3) % 7);
	return weekday < 0 ? weekday + 7 : weekday;
}

static inline bool is_marked(const uint64_t *marks, int64_t day)
{
	int64_t bit = day - MARKS_FIRST;
	return (marks[bit / 64] >> (bit % 64) & 1) != 0;
}

static inline bool has_marks(int64_t day)
{
	return day >= MARKS_FIRST && day < MARKS_FIRST + MARKS_DAYS;
}

#endif
