/* settings_problem.c: mistakes, each with its place.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings.h"

#include "base/text.h"

#define PROBLEM_BYTES_MAX 1000

static void problem_free(Problem *problem)
{
	g_free(problem->place.file);
	g_free(problem->what);
	g_free(problem);
}

GPtrArray *problems_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
}

static Problem *add(GPtrArray *problems, Place place, const char *what)
{
	Problem *problem = g_new0(Problem, 1);
	problem->place = (Place){g_strdup(place.file), place.line};
	problem->what = text_single_line(what, PROBLEM_BYTES_MAX);
	g_ptr_array_add(problems, problem);
	return problem;
}

void problems_add(GPtrArray *problems, Place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	add(problems, place, what);
}

void problems_remark(GPtrArray *problems, Place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	add(problems, place, what)->is_remark = true;
}

guint problems_mistakes(const GPtrArray *problems)
{
	guint count = 0;
	for (guint i = 0; i < problems->len; i++)
		count += ((const Problem *)g_ptr_array_index(problems, i))->is_remark ? 0
										      : 1;
	return count;
}

char *problem_text(const Problem *problem)
{
	if (problem->place.file == NULL)
		return g_strdup(problem->what);
	if (problem->place.line <= 0)
		return g_strdup_printf("%s: %s", problem->place.file, problem->what);
	return g_strdup_printf("%s:%d: %s", problem->place.file, problem->place.line,
			       problem->what);
}
