/* hiding.c: nobody is found out by difference.
 *
 * What many people did can be in any difference, so its two ends are made one point. Of
 * what is left every way to part the points is tried, up to PARTS_MAX of them; with more,
 * the smallest group is hidden unasked.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/hiding.h"

#include <stdint.h>

#define GROUND	  0
#define PARTS_MAX 12

typedef struct {
	GHashTable *people;
	guint count;
	bool is_hidden;
} Point;

typedef struct {
	guint row, column; /* points */
	GHashTable *people;
} Edge;

struct Hiding {
	guint people_min;
	GPtrArray *points; /* of Point; the first is the ground */
	GHashTable *rows, *columns;
	GHashTable *edges; /* row and column to Edge */
};

static void free_point(Point *point)
{
	g_hash_table_unref(point->people);
	g_free(point);
}

static void free_edge(Edge *edge)
{
	g_hash_table_unref(edge->people);
	g_free(edge);
}

static GHashTable *edges_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
				     (GDestroyNotify)free_edge);
}

static guint add_point(Hiding *hiding)
{
	Point *point = g_new0(Point, 1);
	point->people = g_hash_table_new(NULL, NULL);
	g_ptr_array_add(hiding->points, point);
	return hiding->points->len - 1;
}

Hiding *hiding_new(guint people_min)
{
	Hiding *hiding = g_new0(Hiding, 1);
	hiding->people_min = people_min;
	hiding->points = g_ptr_array_new_with_free_func((GDestroyNotify)free_point);
	hiding->rows = g_hash_table_new(NULL, NULL);
	hiding->columns = g_hash_table_new(NULL, NULL);
	hiding->edges = edges_new();
	(void)add_point(hiding);
	return hiding;
}

void hiding_free(Hiding *hiding)
{
	if (hiding == NULL)
		return;
	g_hash_table_unref(hiding->edges);
	g_hash_table_unref(hiding->rows);
	g_hash_table_unref(hiding->columns);
	g_ptr_array_unref(hiding->points);
	g_free(hiding);
}

static Point *point_at(const Hiding *hiding, guint index)
{
	return g_ptr_array_index(hiding->points, index);
}

static Edge *edge_between(GHashTable *edges, guint row, guint column)
{
	gint64 key = (gint64)row << 32 | column;
	Edge *edge = g_hash_table_lookup(edges, &key);
	if (edge != NULL)
		return edge;
	edge = g_new0(Edge, 1);
	edge->row = row;
	edge->column = column;
	edge->people = g_hash_table_new(NULL, NULL);
	g_hash_table_insert(edges, g_memdup2(&key, sizeof(key)), edge);
	return edge;
}

/* The point of that name, one person richer. */
static guint visit(Hiding *hiding, GHashTable *names, const void *name,
		   const void *person)
{
	if (name == NULL)
		return GROUND;
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(names, name));
	if (index == GROUND) {
		index = add_point(hiding);
		g_hash_table_insert(names, (gpointer)(uintptr_t)name,
				    GUINT_TO_POINTER(index));
	}
	Point *point = point_at(hiding, index);
	point->count++;
	g_hash_table_add(point->people, (gpointer)(uintptr_t)person);
	return index;
}

void hiding_add(Hiding *hiding, const void *row, const void *column, const void *person)
{
	guint from = visit(hiding, hiding->rows, row, person);
	guint to = visit(hiding, hiding->columns, column, person);
	g_hash_table_add(edge_between(hiding->edges, from, to)->people,
			 (gpointer)(uintptr_t)person);
}

/* ---- what is told ---------------------------------------------------------- */

static void add_people(GHashTable *to, GHashTable *from)
{
	GHashTableIter iter;
	gpointer person = NULL;
	g_hash_table_iter_init(&iter, from);
	while (g_hash_table_iter_next(&iter, &person, NULL))
		g_hash_table_add(to, person);
}

/* The edges of what is shown: hidden points are the ground. */
static GHashTable *shown_edges(const Hiding *hiding)
{
	GHashTable *shown = edges_new();
	GHashTableIter iter;
	gpointer value = NULL;
	g_hash_table_iter_init(&iter, hiding->edges);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Edge *edge = value;
		guint row = point_at(hiding, edge->row)->is_hidden ? GROUND : edge->row;
		guint column =
			point_at(hiding, edge->column)->is_hidden ? GROUND : edge->column;
		if (row != GROUND || column != GROUND)
			add_people(edge_between(shown, row, column)->people,
				   edge->people);
	}
	return shown;
}

static guint root_of(const guint *parents, guint point)
{
	while (parents[point] != point)
		point = parents[point];
	return point;
}

/* Points that no dangerous cut can part have the same root. Owned. */
static guint *join_points(const Hiding *hiding, GHashTable *shown)
{
	guint *parents = g_new(guint, hiding->points->len);
	GHashTableIter iter;
	gpointer value = NULL;
	for (guint i = 0; i < hiding->points->len; i++)
		parents[i] = i;
	g_hash_table_iter_init(&iter, shown);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Edge *edge = value;
		if (g_hash_table_size(edge->people) >= hiding->people_min)
			parents[root_of(parents, edge->row)] =
				root_of(parents, edge->column);
	}
	for (guint i = 0; i < hiding->points->len; i++)
		parents[i] = root_of(parents, i);
	return parents;
}

/* ---- cuts ------------------------------------------------------------------ */

/* What can be parted: edges of few people, and the points they end in, joined. */
typedef struct {
	guint *roots;	  /* of all points */
	GPtrArray *edges; /* of Edge, borrowed */
	GArray *parts;	  /* of guint: roots; the ground's first, if it is among them */
} Cuts;

static void clear_cuts(Cuts *cuts)
{
	g_free(cuts->roots);
	g_ptr_array_unref(cuts->edges);
	g_array_unref(cuts->parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cuts, clear_cuts)

static int part_of(const Cuts *cuts, guint point)
{
	for (guint i = 0; i < cuts->parts->len; i++)
		if (g_array_index(cuts->parts, guint, i) == cuts->roots[point])
			return (int)i;
	return -1;
}

static void add_part(Cuts *cuts, guint point)
{
	if (part_of(cuts, point) < 0)
		g_array_append_val(cuts->parts, cuts->roots[point]);
}

static void find_cuts(const Hiding *hiding, GHashTable *shown, Cuts *cuts)
{
	GHashTableIter iter;
	gpointer value = NULL;
	cuts->roots = join_points(hiding, shown);
	cuts->edges = g_ptr_array_new();
	cuts->parts = g_array_new(FALSE, FALSE, sizeof(guint));
	add_part(cuts, GROUND);
	g_hash_table_iter_init(&iter, shown);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Edge *edge = value;
		if (cuts->roots[edge->row] == cuts->roots[edge->column])
			continue;
		g_ptr_array_add(cuts->edges, value);
		add_part(cuts, edge->row);
		add_part(cuts, edge->column);
	}
}

static bool is_inside(const Cuts *cuts, guint side, guint point)
{
	int part = part_of(cuts, point);
	return part >= 0 && part < PARTS_MAX && (side >> part & 1) != 0;
}

/* `side`: a bit for each part. Does what crosses speak of somebody, and of few? */
static bool betrays(const Hiding *hiding, const Cuts *cuts, guint side)
{
	g_autoptr(GHashTable) people = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < cuts->edges->len; i++) {
		const Edge *edge = g_ptr_array_index(cuts->edges, i);
		if (is_inside(cuts, side, edge->row) !=
		    is_inside(cuts, side, edge->column))
			add_people(people, edge->people);
	}
	guint size = g_hash_table_size(people);
	return size > 0 && size < hiding->people_min;
}

/* ---- hiding ---------------------------------------------------------------- */

static bool is_smaller(const Point *one, const Point *other)
{
	guint size = g_hash_table_size(one->people);
	guint size_of_other = g_hash_table_size(other->people);
	return size != size_of_other ? size < size_of_other : one->count < other->count;
}

/* The smallest that is shown, of those on that side. */
static void hide_smallest(const Hiding *hiding, const Cuts *cuts, guint side)
{
	Point *smallest = NULL;
	for (guint i = GROUND + 1; i < hiding->points->len; i++) {
		Point *point = point_at(hiding, i);
		if (!point->is_hidden && is_inside(cuts, side, i) &&
		    (smallest == NULL || is_smaller(point, smallest)))
			smallest = point;
	}
	g_assert(smallest != NULL);
	smallest->is_hidden = true;
}

/* False if nothing had to be hidden any more. The ground is on no side: a cut and its
 * reverse are one. */
static bool hide_one(const Hiding *hiding)
{
	g_autoptr(GHashTable) shown = shown_edges(hiding);
	g_auto(Cuts) cuts = {0};
	find_cuts(hiding, shown, &cuts);
	if (cuts.parts->len > PARTS_MAX) {
		hide_smallest(hiding, &cuts, (1U << PARTS_MAX) - 2);
		return true;
	}
	for (guint side = 2; side < 1U << cuts.parts->len; side += 2) {
		if (betrays(hiding, &cuts, side)) {
			hide_smallest(hiding, &cuts, side);
			return true;
		}
	}
	return false;
}

void hiding_decide(Hiding *hiding)
{
	for (guint i = GROUND + 1; i < hiding->points->len; i++) {
		Point *point = point_at(hiding, i);
		point->is_hidden = g_hash_table_size(point->people) < hiding->people_min;
	}
	while (hide_one(hiding))
		continue;
}

static bool shows(const Hiding *hiding, GHashTable *names, const void *name)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(names, name));
	return index != GROUND && !point_at(hiding, index)->is_hidden;
}

bool hiding_shows_row(const Hiding *hiding, const void *row)
{
	return shows(hiding, hiding->rows, row);
}

bool hiding_shows_column(const Hiding *hiding, const void *column)
{
	return shows(hiding, hiding->columns, column);
}
