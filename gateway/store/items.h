/* items.h: work items, what people said, clocks. */
#ifndef STORE_ITEMS_H
#define STORE_ITEMS_H

#include "store/store.h"

typedef struct {
	int kind;	   /* Kind or -1 */
	const char *state; /* or NULL */
	const char *owner;
	const char *project;
	bool open_only;
	bool badged_only;      /* with something that must be seen */
	Instant overdue_at;    /* due before this and open; INSTANT_NONE: any */
	Instant changed_since; /* INSTANT_NONE: any */
	size_t max;	       /* 0: all */
} ItemFilter;

/* NULL in *out_item if there is none. Whole, with stances and clocks. */
bool items_find(Store *store, const char *id, Item **out_item, GError **error);
/* The number the next item of each kind will have. */
bool items_next_numbers(Store *store, int64_t out_numbers[KIND_COUNT], GError **error);
/* Insert or replace the whole item; earlier stances stay in the record, superseded. */
bool items_save(Store *store, const Item *item, GError **error);
/* By kind and number. GPtrArray of Item. */
GPtrArray *items_list(Store *store, const ItemFilter *filter, GError **error);

#endif
